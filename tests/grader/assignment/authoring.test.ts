/** docs/authoring.md against the code: what it names exists, and what exists it names. */
import { describe, expect, test } from '@jest/globals';
import {
  AssignmentFile,
  ExperimentQuestion,
  OptimizerQuestion,
  PropertyTest,
  RuleFile,
  TrajectoryTest,
  WrittenQuestion,
} from '../../../contract/assignment.ts';
import { loadAssignment } from '../../../grader/assignment/load.ts';
import { CONVENTIONS, FAULTS, HYPERPARAMETER_NAMES, VERDICTS, VISIBILITIES } from '../../../grader/terms.ts';
import { OBJECTIVES } from '../../../grader/objectives/index.ts';
import { OPTIMIZERS } from '../../../grader/optimizers/index.ts';
import { PROPERTIES } from '../../../grader/properties/index.ts';
import { newSetFiles } from '../../../contract/newSet.ts';
import { AUTHORING, EXAMPLE } from './authoring.ts';

/** The first cells of the table under a heading. */
function rowsUnder(heading: string): string[] {
  const section = AUTHORING.split(/^#+ /m).find((part) => part.startsWith(`${heading}\n`))!;
  return [...section.matchAll(/^\| `([\w-]+)/gm)].map(([, name]) => name!);
}
const keys = (schema: { shape: object }, ...without: string[]) =>
  Object.keys(schema.shape).filter((key) => !without.includes(key));

describe('every field has its row', () => {
  const question = ['id', 'kind', 'label', 'title', 'points'];
  const common = ['id', 'kind', 'title', 'points', 'visibility', 'hyperparameters'];
  test.each([
    ['assignment.yaml', keys(AssignmentFile)],
    ['question.yaml', question],
    ['kind: written', keys(WrittenQuestion, ...question)],
    ['rule', keys(RuleFile)],
    ['kind: optimizer', keys(OptimizerQuestion, ...question)],
    ['kind: experiment', keys(ExperimentQuestion, ...question)],
    ['Tests', common],
    ['kind: trajectory', keys(TrajectoryTest, ...common)],
  ])('%s', (heading, fields) => expect(rowsUnder(heading).sort()).toEqual(fields.toSorted()));

  test('a property test has but one of its own', () => {
    expect(keys(PropertyTest, ...common)).toEqual(['property']);
  });
});

describe('every id has its line', () => {
  test.each<[string, readonly string[]]>([
    ['kind: property', PROPERTIES.map(({ name }) => name)],
    ['Conventions', CONVENTIONS],
    ['Faults', FAULTS],
  ])('%s', (heading, ids) => expect(rowsUnder(heading).sort()).toEqual(ids.toSorted()));

  test('optimizers, objectives, hyperparameters, verdicts and visibilities are named', () => {
    const names = [...OPTIMIZERS, ...OBJECTIVES].map(({ name }) => name);
    for (const id of [...names, ...HYPERPARAMETER_NAMES, ...VERDICTS, ...VISIBILITIES]) {
      expect(AUTHORING).toContain(`\`${id}\``);
    }
  });
});

test('the example is a right assignment', () => {
  const { definition, problems } = loadAssignment(new Map(Object.entries(EXAMPLE)), 'first-steps');
  expect(problems).toEqual([]);
  expect(definition!.questions.map(({ id }) => id)).toEqual(['idea', 'rmsprop']);
});

test('a new set is the complete example, without a mistake whatever its course is called', () => {
  const about = { title: 'a: b', course: `C: "1" 'x' #2, {é}`, timeZone: 'America/New_York' };
  const files = newSetFiles({ ...about, now: new Date('2026-12-31T12:00:00Z') });
  const { definition, problems } = loadAssignment(new Map(Object.entries(files)), 'new');
  expect(problems).toEqual([]);
  expect(definition).toMatchObject({
    title: about.title,
    course: about.course,
    dueAt: '2027-01-07T19:30:00.000Z',
  });
  const { 'assignment.yaml': sheet, ...others } = files;
  const { 'assignment.yaml': example, ...same } = EXAMPLE;
  expect(others).toEqual(same);
  const fields = (yaml = '') => yaml.replace(/^(title|course|due|timeZone): .*$/gm, '$1');
  expect(fields(sheet)).toBe(fields(example));
});
