/** A real trier, as a child of the test. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { ROOT } from '../../server/config.ts';
import type { Channel } from '../../server/trials/trier.ts';

export interface StartedTrier {
  channel: Channel;
  close(): Promise<void>;
}

export async function startTrier(): Promise<StartedTrier> {
  const child = fork(join(ROOT, 'server/trier/main.ts'), {
    env: { ...process.env, LOG_LEVEL: 'error' },
    // Jest's own Node options are not the trier's.
    execArgv: [],
  });
  await once(child, 'message');
  return {
    channel: {
      send: (message) => void child.send(message),
      hear: (listener) => void child.on('message', listener),
    },
    async close() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}
