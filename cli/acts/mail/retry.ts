import { z } from 'zod';
import { getOutbox, retryMails } from '../../../contract/mail.ts';
import { defineAct } from '../act.ts';
import { outboxLines } from './outbox.ts';

export const mailRetry = defineAct({
  words: 'mail retry',
  about: 'try at once what waits, and what failed once more; for administrators',
  scope: 'mail',
  operations: [getOutbox, retryMails],
  args: [],
  input: z.object({
    unsure: z.boolean().optional().describe('also what may have arrived: whoever got it gets it again'),
  }),
  async run(server, { unsure = false }) {
    const outbox = await server.call(getOutbox);
    const count = outbox.waiting + outbox.failed + (unsure ? outbox.unsure : 0);
    return {
      value: outbox,
      lines: [...outboxLines(outbox), ...(count === 0 ? ['There is nothing to send.'] : [])],
      apply:
        count === 0
          ? null
          : async () => {
              const after = await server.call(retryMails, { body: { unsure } });
              return {
                value: after,
                lines: [`${count === 1 ? '1 mail is' : `${count} mails are`} tried now.`],
              };
            },
    };
  },
});
