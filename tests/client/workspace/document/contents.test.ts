import { expect, test } from '@jest/globals';
import type { AssignmentView } from '../../../../contract/assignments.ts';
import {
  codeFileNames,
  contentsOf,
  emptyPieces,
} from '../../../../client/src/features/workspace/document/contents.ts';
import { LENIENT } from '../../../../contract/policy.ts';

const head = { points: 1, statement: '' };
const assignment: AssignmentView = {
  slug: 'mixed',
  title: 'Mixed',
  short: 'Mixed',
  dueAt: '2021-02-17T19:30:00.000Z',
  extension: null,
  gradesReleasedAt: null,
  rule: {
    opensAt: null,
    inTimeUntil: '2026-12-01T19:30:00.000Z',
    acceptedUntil: null,
    releasesAt: null,
    late: LENIENT,
    moved: [],
  },
  lateDays: null,
  state: 'open',
  groupMax: 3,
  resubmission: { until: 'released', endsAt: null, counts: 'last' },
  maxScore: 3,
  version: 1,
  hasWritten: true,
  hasCode: true,
  figures: [],
  introduction: '',
  macros: {},
  blocks: [{ directions: '', questions: ['one', 'two', 'adam'] }],
  questions: [
    {
      ...head,
      kind: 'written',
      id: 'one',
      label: '1',
      title: 'First',
      parts: [],
      maxWords: null,
      ruleAdvice: null,
      figure: null,
    },
    {
      ...head,
      kind: 'written',
      id: 'two',
      label: null,
      title: 'Second',
      parts: [],
      maxWords: null,
      ruleAdvice: null,
      figure: null,
    },
    { ...head, kind: 'optimizer', id: 'adam', label: null, title: 'Adam', entry: 'adam' },
  ],
  submission: { file: 'optim', languages: ['python', 'typescript'] },
  starter: { 'optim.py': 'def adam(): ...' },
};

test('a file for every language, and none where nothing is programmed', () => {
  expect(codeFileNames(assignment).map(({ name }) => name)).toEqual(['optim.py', 'optim.ts']);
  expect(codeFileNames({ ...assignment, submission: null })).toEqual([]);
});

test('a submission holds all answers and the one chosen file', () => {
  const texts: Record<string, string> = { one: 'answer', 'optim.py': 'code', 'optim.ts': 'other' };
  const contents = contentsOf(assignment, (key) => texts[key] ?? '', 'optim.py');
  expect(contents).toEqual({
    answers: { one: 'answer', two: '' },
    file: { name: 'optim.py', text: 'code' },
  });
  expect(emptyPieces(assignment, contents)).toEqual(['Second']);
});

test('an empty file is none, and is told', () => {
  const contents = contentsOf(assignment, () => '  ', 'optim.py');
  expect(contents.file).toBeNull();
  expect(emptyPieces(assignment, contents)).toEqual(['1 · First', 'Second', 'the file optim']);
});
