import { z } from 'zod';
import { getCourse } from '../../../contract/courses.ts';
import { revokeExtension } from '../../../contract/extensions.ts';
import { defineAct } from '../act.ts';
import { effectLines } from '../effects.ts';
import { course, set } from '../inputs.ts';

export const extensionRevoke = defineAct({
  words: 'extension revoke',
  about: 'take an extension back',
  scope: 'dates',
  operations: [getCourse, revokeExtension],
  args: ['course', 'set', 'extension'],
  input: z.object({ course, set, extension: z.uuid().describe('its id, as in the list') }),
  async run(server, input) {
    const { timeZone } = await server.call(getCourse, { params: { course: input.course } });
    const params = { course: input.course, assignment: input.set, extensionId: input.extension };
    const seen = await server.call(revokeExtension, { params, query: { preview: 'true' } });
    return {
      value: { changes: seen.changes },
      lines: effectLines(seen, timeZone),
      apply: async () => ({ value: await server.call(revokeExtension, { params }), lines: ['Taken back.'] }),
    };
  },
});
