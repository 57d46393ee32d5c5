import { z } from 'zod';
import { exportPersonalData } from '../../../contract/personalData.ts';
import { defineAct } from '../act.ts';
import { email } from '../inputs.ts';

export const personExport = defineAct({
  words: 'person export',
  about: 'all that is kept of somebody who asked for it, as they would see it, as a zip; for administrators',
  scope: 'personal',
  operations: [exportPersonalData],
  args: ['email'],
  input: z.object({ email }),
  run: async (server, { email: address }) => ({
    response: await server.send(exportPersonalData, { query: { email: address } }),
    name: `${address.replace(/[^a-z0-9]+/g, '-')}.zip`,
  }),
});
