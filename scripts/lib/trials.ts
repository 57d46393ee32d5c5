import type { FromTrier, ToTrier } from '../../server/trials/messages.ts';
import type { Supervised } from './supervise.ts';

const isOf = <Message extends object>(message: unknown, key: keyof Message): message is Message =>
  typeof message === 'object' && message !== null && key in message;

/**
 * Hands trials from servers to the trier and what came of them back. Neither reaches the other in any other way: the trier
 * has no port, no file and no secret. What a message holds is for those to check who act by it.
 */
export function handTrialsOn(
  servers: readonly Pick<Supervised, 'send' | 'hear'>[],
  trier: Pick<Supervised, 'send' | 'hear' | 'onEnd'>,
): void {
  const tellAll = (message: FromTrier) => {
    for (const server of servers) server.send(message);
  };
  for (const server of servers)
    server.hear((message) => {
      if (!isOf<ToTrier>(message, 'toTrier') || trier.send(message)) return;
      server.send({ fromTrier: { kind: 'failed', id: message.toTrier.id } } satisfies FromTrier);
    });
  trier.hear((message) => {
    if (isOf<FromTrier>(message, 'fromTrier')) tellAll(message);
  });
  trier.onEnd(() => tellAll({ fromTrier: { kind: 'gone' } }));
}
