import { z } from 'zod';
import { getCourse } from '../../../contract/courses.ts';
import { importRoster } from '../../../contract/roster.ts';
import { planLines } from '../../roster.ts';
import { defineAct } from '../act.ts';
import { effectLines } from '../effects.ts';
import { bytesOf, course, csv } from '../inputs.ts';

export const personImport = defineAct({
  words: 'person import',
  about: 'invite and change the people of a class from a CSV; removes nobody, and leaves out what is wrong',
  scope: 'people',
  operations: [getCourse, importRoster],
  args: ['course', 'csv'],
  input: z.object({ course, csv: csv.describe('file of a registrar, of Canvas or of Gradescope') }),
  async run(server, { course: slug, csv: file }) {
    const params = { course: slug };
    const body = await bytesOf(file);
    const { timeZone } = await server.call(getCourse, { params });
    const plan = await server.call(importRoster, { params, body });
    const isEmpty = plan.added.length + plan.changed.length === 0;
    return {
      value: plan,
      lines: [...planLines(plan), ...(plan.changes.length > 0 ? effectLines(plan, timeZone) : [])],
      apply: isEmpty
        ? null
        : async () => ({
            value: await server.call(importRoster, { params, query: { confirm: plan.digest }, body }),
            lines: [
              'Done. Links of those who are new: stepwise person links, and in a mail where mail is sent.',
            ],
          }),
    };
  },
});
