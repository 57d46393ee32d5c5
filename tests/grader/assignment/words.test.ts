/** What an author reads of a value that cannot be: never the words of the library that found it. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';
import { AssignmentFile, QuestionFile } from '../../../contract/assignment.ts';
import { newSetFiles } from '../../../contract/newSet.ts';
import { checkAssignment } from '../../../grader/assignment/texts.ts';
import { wordsOf } from '../../../grader/assignment/words.ts';
import { FAULTS } from '../../../grader/terms.ts';

const Sample = z.strictObject({
  points: z.number().min(0).max(20),
  title: z.string().min(1).max(5),
  visibility: z.enum(['visible', 'hidden']),
  start: z.array(z.number()).min(1).max(2),
  steps: z.number().int().positive(),
  values: z.partialRecord(z.enum(['momentum', 'epsilon']), z.number()),
  plot: z.boolean(),
  name: z.string().regex(/a/, 'words of its own'),
  fault: z.enum(FAULTS).optional(),
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
  [{ fault: 'no-root' }, 'there is no "no-root"; docs/authoring.md lists them all'],
  [
    { fault: 'missing-roots' },
    'there is no "missing-roots" (did you mean missing-root?); docs/authoring.md lists them all',
  ],
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

/** The libraries' own words: Zod's, and those of the reader of YAML. */
const FOREIGN =
  /Invalid |Too (?:big|small)|Unrecognized|expected|received|pattern|undefined|\bnull\b|\[object|Implicit|Unexpected|Unresolved|Nested mapp|collection|scalar|flow|indicator|Map keys|whitespace|token|Error/;

const NEW = newSetFiles({
  title: 'Day 9',
  course: 'C',
  timeZone: 'UTC',
  now: new Date('2026-12-01T12:00:00Z'),
});

test.each([
  [
    'assignment.yaml',
    'title: "Day 9"',
    'title: Day 9: momentum',
    1,
    /a text with a colon in it needs quotation marks/,
  ],
  ['assignment.yaml', '  - questions', '\t- questions', 7, /a tab stands at the beginning/],
  ['assignment.yaml', 'rmsprop]', 'rmsprop', 7, /a bracket \[ is not closed/],
  [
    'assignment.yaml',
    'blocks:',
    'macros: { \'\\grad\': "\\nabla" }\nblocks:',
    6,
    /put TeX between single quotation marks/,
  ],
  ['questions/idea/question.yaml', '"1"', '"1', 3, /a quotation mark is not closed/],
  ['questions/idea/question.yaml', 'points: 1', 'points:1', 5, /the colon or the blank is missing/],
  ['questions/idea/question.yaml', 'maxWords: 120', 'title: Again', 10, /stands here twice/],
  [
    'questions/rmsprop/question.yaml',
    'missing-root',
    'missing-roots',
    11,
    /faults #1: .*did you mean missing-root\?/,
  ],
])('%s, %j → %j: line %d', (file, from, to, line, words) => {
  const { problems } = checkAssignment(
    new Map(Object.entries({ ...NEW, [file]: NEW[file]!.replace(from, () => to) })),
    'a',
  );
  expect(problems).toEqual([{ severity: 'error', file, line, message: expect.stringMatching(words) }]);
});

test('files that nothing reads are named with what was meant', () => {
  const odd = { 'introducton.md': '', 'Solution/optim.py': '', 'samples/x.py': '', 'questions/idea/statment.md': '', 'notes.md': '', 'README.md': '', 'data/README.md': '' }; // prettier-ignore
  const { definition, problems } = checkAssignment(new Map(Object.entries({ ...NEW, ...odd })), 'a');
  expect(definition).not.toBeNull();
  expect(problems.map(({ file, message }) => `${file}: ${message}`)).toEqual([
    expect.stringMatching(/^introducton\.md: .*did you mean introduction\.md\?$/),
    expect.stringMatching(/^Solution\/optim\.py: .*did you mean solution\/optim\.py\?$/),
    expect.stringMatching(/^samples\/x\.py: .*in a folder named after their verdict/),
    expect.stringMatching(/^questions\/idea\/statment\.md: .*did you mean questions\/idea\/statement\.md\?$/),
    expect.stringMatching(/^notes\.md: nothing shows this text/),
  ]);
});

test('the law: however a file is broken, its author reads what is wrong and where, in words of ours', () => {
  const yaml = Object.keys(NEW).filter((file) => file.endsWith('.yaml'));
  const scrap = fc.oneof(fc.constantFrom('', '\t', ':', ': ', '"', "'", '[', ']', '{', '}', '- ', '&a ', '*a', '!x ', '@', '%', '`', '#', '\n', '\n  ', '---\n', '? ', '|', '>', '\\', ',', '1', 'null', '~'), fc.string({ maxLength: 4 })); // prettier-ignore
  const edit = fc.record({ file: fc.constantFrom(...yaml), at: fc.double({ min: 0, max: 1, noNaN: true }), length: fc.integer({ min: 0, max: 12 }), scrap }); // prettier-ignore
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 3 }), (edits) => {
      const files: Record<string, string> = { ...NEW };
      for (const { file, at, length, scrap: put } of edits) {
        const text = files[file]!;
        const from = Math.floor(at * text.length);
        files[file] = text.slice(0, from) + put + text.slice(from + length);
      }
      const { problems } = checkAssignment(new Map(Object.entries(files)), 'a');
      for (const { message, file, line } of problems) {
        // What the author wrote themselves is said as it stands.
        const own = message
          .replace(/"(?:[^"\\]|\\.)*"?…?/g, '')
          .replace(/no (?:field|optimizer|objective|property) \S+/, '');
        if (yaml.includes(file)) expect(own).not.toMatch(FOREIGN);
        expect(line === null || (line >= 1 && line <= files[file]!.split('\n').length)).toBe(true);
      }
    }),
    { numRuns: 300 },
  );
});
