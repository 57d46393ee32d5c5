import { z } from 'zod';
import { getOutbox } from '../../../contract/mail.ts';
import { defineAct } from '../act.ts';
import { outboxLines } from './outbox.ts';

export const mailList = defineAct({
  words: 'mail list',
  about: 'what mail waits, what failed and why, and what may have arrived; for administrators',
  scope: 'mail',
  operations: [getOutbox],
  args: [],
  input: z.object({}),
  async run(server) {
    const outbox = await server.call(getOutbox);
    return { value: outbox, lines: outboxLines(outbox) };
  },
});
