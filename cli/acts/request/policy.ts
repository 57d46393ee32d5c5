import { z } from 'zod';
import { getRequestPolicy, RequestPolicy, setRequestPolicy } from '../../../contract/requests.ts';
import { defineAct } from '../act.ts';
import { course, set } from '../inputs.ts';

const orNone = (number: z.ZodType<number, number>) =>
  z.union([z.literal('none').transform(() => null), z.coerce.number().pipe(number)]).optional();

const { days, limit } = RequestPolicy.shape;

export const requestPolicy = defineAct({
  words: 'request policy',
  about:
    'how long after the release, and how often, students may ask for a regrade; without flags it is shown',
  scope: 'dates',
  operations: [getRequestPolicy, setRequestPolicy],
  args: ['course', 'set'],
  input: z.object({
    course,
    set,
    days: orNone(days.unwrap()).describe(
      'after the grade came out for the student; 0 for never, “none” for no end',
    ),
    limit: orNone(limit.unwrap()).describe('requests of each student; “none” for as many as they like'),
  }),
  async run(server, { course: slug, set: assignment, ...wished }) {
    const params = { course: slug, assignment };
    const before = await server.call(getRequestPolicy, { params });
    const body = {
      days: wished.days === undefined ? before.days : wished.days,
      limit: wished.limit === undefined ? before.limit : wished.limit,
    };
    const fields = (['days', 'limit'] as const).map((field) => {
      const [from, to] = [before[field], body[field]].map((value) => value ?? 'none');
      return from === to ? `  ${field}: ${from}` : `~ ${field}: ${from} → ${to}`;
    });
    const isSame = before.days === body.days && before.limit === body.limit;
    return {
      value: { before, after: body },
      lines: fields,
      apply: isSame
        ? null
        : async () => ({
            value: await server.call(setRequestPolicy, { params, body: { ...body, seen: before } }),
            lines: ['Done.'],
          }),
    };
  },
});
