/** What an author reads of a value that cannot be: never the words of the library that found it. */
import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { AssignmentFile, QuestionFile } from '../../../contract/assignment.ts';
import { wordsOf } from '../../../grader/assignment/words.ts';

const Sample = z.strictObject({
  points: z.number().min(0).max(20),
  title: z.string().min(1).max(5),
  visibility: z.enum(['visible', 'hidden']),
  start: z.array(z.number()).min(1).max(2),
  steps: z.number().int().positive(),
  values: z.partialRecord(z.enum(['momentum', 'epsilon']), z.number()),
  plot: z.boolean(),
  name: z.string().regex(/a/, 'words of its own'),
});
const RIGHT = {
  points: 1,
  title: 'a',
  visibility: 'visible',
  start: [1],
  steps: 3,
  values: {},
  plot: true,
  name: 'a',
};
const said = (schema: z.ZodType, value: unknown) =>
  schema.safeParse(value, { error: wordsOf }).error?.issues.map(({ message }) => message);

test.each([
  [{ points: 21 }, 'at most 20; here it is 21'],
  [{ points: -1 }, 'at least 0; here it is -1'],
  [{ points: 'many' }, 'has to be a number, not "many"'],
  [{ title: '' }, 'must not be empty'],
  [{ title: 'too long' }, 'at most 5 characters; here there are 8'],
  [{ visibility: 'seen' }, 'has to be "visible" or "hidden", not "seen"'],
  [{ start: [] }, 'at least one entry; here there are none'],
  [{ start: [1, 2, 3] }, 'at most 2 entries; here there are 3'],
  [{ start: 3 }, 'has to be a list, not 3'],
  [{ steps: 1.5 }, 'has to be a whole number, not 1.5'],
  [{ steps: 0 }, 'more than 0; here it is 0'],
  [{ values: { momentun: 1 } }, 'there is no field momentun here (did you mean momentum?)'],
  [{ plot: undefined }, 'is missing; it has to be true or false'],
  [{ plot: null }, 'has to be true or false, not nothing'],
  [{ name: 'b' }, 'words of its own'],
  [{ plots: true }, 'there is no field plots here (did you mean plot?)'],
])('%j: %s', (change, words) => {
  expect(said(Sample, { ...RIGHT, ...change })).toEqual([words]);
});

test('a kind of question that there is not', () => {
  expect(said(QuestionFile, { kind: 'optimiser' })).toEqual([
    'has to be "written", "optimizer" or "experiment", not "optimiser"',
  ]);
});

/** Values of every kind, at every place of a schema. */
const ODD: unknown[] = [
  undefined,
  null,
  true,
  -1,
  1.5,
  1e9,
  '',
  'x'.repeat(5_000),
  [],
  [[]],
  {},
  { a: 1 },
  NaN,
];

test('whatever stands where, the library’s own words are not read', () => {
  const keys = (schema: z.ZodType): string[] =>
    schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
  const questions = (QuestionFile as unknown as { options: z.ZodType[] }).options;
  const messages = [AssignmentFile as z.ZodType, ...questions].flatMap((schema) =>
    keys(schema).flatMap((key) =>
      ODD.flatMap((value) => said(schema, { [key]: value, [`${key}x`]: 1 }) ?? []),
    ),
  );
  expect(messages.length).toBeGreaterThan(500);
  expect(messages.filter((message) => /^(?:Invalid|Too |Unrecognized)/.test(message))).toEqual([]);
});
