import { z } from 'zod';
import { getCourse } from '../../../contract/courses.ts';
import type { BodyInputOf } from '../../../contract/operation.ts';
import {
  decideCoursePolicy,
  decideSetPolicy,
  getCoursePolicy,
  getSetPolicy,
} from '../../../contract/policies.ts';
import { UsageError } from '../../exit.ts';
import { defineAct } from '../act.ts';
import { effectLines } from '../effects.ts';
import { course, set } from '../inputs.ts';
import { patched, readPatch, wishOf } from './wish.ts';

export const policyChange = defineAct({
  words: 'policy change',
  about: 'decide about dates, lateness and what counts, of a course or a set; says first whom it changes',
  scope: 'dates',
  operations: [getCourse, getCoursePolicy, getSetPolicy, decideCoursePolicy, decideSetPolicy],
  args: ['course', 'set'],
  input: z.object({
    course,
    set: set.optional(),
    patch: z
      .string()
      .optional()
      .describe('JSON with what is to be other, or @file, or @- for standard input'),
    asInFile: z
      .boolean()
      .optional()
      .describe('of a set: take back what was decided, so that its file speaks'),
  }),
  more: `What can be said is what "stepwise policy show" prints: --patch '{"lateDays": 3}'`,
  async run(server, { course: slug, set: assignment, patch, asInFile = false }) {
    if ((patch === undefined) === !asInFile)
      throw new UsageError('say what is to be other: --patch, or --as-in-file');
    const params = { course: slug };
    const { timeZone } = await server.call(getCourse, { params });
    const change = async (before: object) =>
      patch === undefined ? null : (patched(before, await readPatch(patch)) as unknown);
    const decide = async () => {
      if (assignment === undefined) {
        const { policy: before, last } = await server.call(getCoursePolicy, { params });
        const seen = last?.revision ?? null;
        const policy = (await change(before)) as BodyInputOf<typeof decideCoursePolicy>['policy'];
        return (preview: boolean) =>
          server.call(decideCoursePolicy, { params, body: { policy, seen, preview } });
      }
      const ofSet = { ...params, assignment };
      const before = await server.call(getSetPolicy, { params: ofSet });
      const seen = before.last?.revision ?? null;
      const policy = (await change(wishOf(before, timeZone))) as BodyInputOf<
        typeof decideSetPolicy
      >['policy'];
      return (preview: boolean) =>
        server.call(decideSetPolicy, { params: ofSet, body: { policy, seen, preview } });
    };
    const send = await decide();
    const seen = await send(true);
    return {
      value: { changes: seen.changes },
      lines: effectLines(seen, timeZone),
      apply: async () => ({ value: await send(false), lines: ['Decided.'] }),
    };
  },
});
