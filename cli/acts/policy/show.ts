import { z } from 'zod';
import { getCourse } from '../../../contract/courses.ts';
import { getCoursePolicy, getSetPolicy } from '../../../contract/policies.ts';
import { defineAct } from '../act.ts';
import { course, set } from '../inputs.ts';
import { wishOf } from './wish.ts';

export const policyShow = defineAct({
  words: 'policy show',
  about: 'what a course or one of its sets says about dates, lateness and what counts, as JSON',
  scope: 'dates',
  operations: [getCourse, getCoursePolicy, getSetPolicy],
  args: ['course', 'set'],
  input: z.object({ course, set: set.optional() }),
  async run(server, { course: slug, set: assignment }) {
    const params = { course: slug };
    const shown = async () => {
      if (assignment === undefined) return (await server.call(getCoursePolicy, { params })).policy;
      const { timeZone } = await server.call(getCourse, { params });
      return wishOf(await server.call(getSetPolicy, { params: { ...params, assignment } }), timeZone);
    };
    const value = await shown();
    return { value, lines: [JSON.stringify(value, null, 2)] };
  },
});
