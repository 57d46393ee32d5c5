import { z } from 'zod';
import { erasePerson } from '../../../contract/personalData.ts';
import { defineAct } from '../act.ts';
import { email } from '../inputs.ts';

export const personErase = defineAct({
  words: 'person erase',
  about:
    'take out, for ever, who somebody was; their grades stay as the record of their courses. For administrators',
  scope: 'personal',
  operations: [erasePerson],
  args: ['email'],
  input: z.object({
    email,
    confirm: z.string().optional().describe('the address once more: without it nothing is taken out'),
  }),
  more: 'Hand them their data first: stepwise person export <email>',
  run: async (server, { email: address, confirm }) => ({
    value: { email: address },
    lines: [
      `- ${address}: name, address, ways in, student IDs, notes, notices and mails, for ever`,
      'What they handed in and their grades stay, under a name that says nothing.',
      ...(confirm === address ? [] : [`Say that you mean it: --confirm ${address}`]),
    ],
    apply: async () => {
      const done = await server.call(erasePerson, { body: { email: address, confirmation: confirm ?? '' } });
      return { value: done, lines: [`Done. From now on they are ${done.name}.`] };
    },
  }),
});
