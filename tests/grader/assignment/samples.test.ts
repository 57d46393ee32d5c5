import { describe, expect, test } from '@jest/globals';
import type { GradeReport } from '../../../contract/report.ts';
import { findSamples, overallVerdict, warnOfMissingSamples } from '../../../grader/assignment/sampleFiles.ts';
import { loadAssignment } from '../../../grader/assignment/load.ts';
import type { Verdict } from '../../../grader/terms.ts';
import { filesWith } from './files.ts';

test('samples are found by their folders', () => {
  const paths = [
    'solution/optim.py',
    'solution/notes.md',
    'solution/old/optim.py',
    'samples/partially_accepted/half.py',
    'questions/adam/samples/wrong_answer/climbs.js',
    'questions/adam/samples/wrong_answer/README.md',
    'questions/adam/statement.md',
    'starter/optim.py',
  ];
  expect(findSamples(new Map(paths.map((path) => [path, ''])))).toEqual([
    { path: 'solution/optim.py', expected: 'accepted' },
    { path: 'samples/partially_accepted/half.py', question: undefined, expected: 'partially_accepted' },
    { path: 'questions/adam/samples/wrong_answer/climbs.js', question: 'adam', expected: 'wrong_answer' },
  ]);
});

describe('what no sample shows is warned of', () => {
  const warningsOf = (changes: Record<string, string>) => {
    const files = filesWith(changes);
    const warnings = warnOfMissingSamples(loadAssignment(files, 'optimizers').definition!, files);
    expect(warnings.every(({ severity }) => severity === 'warning')).toBe(true);
    return warnings.map(({ file, message }) => `${file}: ${message.split(':')[0]}`);
  };
  const solution = 'assignment.yaml: no solution/optim.py';
  const wrong =
    'questions/rmsprop/question.yaml: no sample that must fail, such as one in questions/rmsprop/samples/wrong_answer/';

  test.each<[string, Record<string, string>, string[]]>([
    ['neither a solution nor samples', {}, [solution, wrong]],
    ['a solution that is no program', { 'solution/notes.md': '' }, [solution, wrong]],
    ['a solution in another language', { 'solution/optim.js': '' }, [wrong]],
    ['an accepted sample', { 'questions/rmsprop/samples/accepted/a.py': '' }, [solution, wrong]],
    ['a wrong sample', { 'questions/rmsprop/samples/wrong_answer/a.py': '' }, [solution]],
    [
      'a solution and a sample of the only question',
      { 'solution/optim.py': '', 'samples/runtime_error/a.py': '' },
      [],
    ],
  ])('%s', (_, changes, expected) => expect(warningsOf(changes)).toEqual(expected));

  test('a sample of the whole assignment does not stand for each of two questions', () => {
    const second = filesWith({}).get('questions/rmsprop/question.yaml')!.replace('id: rmsprop', 'id: second');
    const warnings = warningsOf({
      'assignment.yaml': filesWith({})
        .get('assignment.yaml')!
        .replace('[rmsprop, idea]', '[rmsprop, second, idea]'),
      'questions/second/question.yaml': second,
      'questions/second/statement.md': 'Again.',
      'solution/optim.py': '',
      'samples/partially_accepted/half.py': '',
      'questions/second/samples/wrong_answer/a.py': '',
    });
    expect(warnings).toEqual([wrong]);
  });

  test('written questions need none', () => {
    const files = filesWith({
      'assignment.yaml': filesWith({}).get('assignment.yaml')!.replace('[rmsprop, idea]', '[idea]'),
    });
    const withoutCode = new Map([...files].filter(([path]) => !path.startsWith('questions/rmsprop/')));
    const { definition } = loadAssignment(withoutCode, 'optimizers');
    expect(warnOfMissingSamples(definition!, withoutCode)).toEqual([]);
  });
});

describe('the verdict of several questions together', () => {
  const report = (...questions: [Verdict, number][]): GradeReport => ({
    assignment: 'a',
    score: questions.reduce((sum, [, score]) => sum + score, 0),
    maxScore: questions.length,
    durationMs: 0,
    questions: questions.map(([verdict, score], index) => ({
      id: `q${index}`,
      verdict,
      score,
      maxScore: 1,
      tests: [],
      diagnosis: null,
      causes: [],
    })),
  });

  test.each<[Verdict, [Verdict, number][]]>([
    [
      'accepted',
      [
        ['accepted', 1],
        ['accepted', 1],
      ],
    ],
    [
      'partially_accepted',
      [
        ['accepted', 1],
        ['runtime_error', 0],
      ],
    ],
    [
      'invalid_submission',
      [
        ['invalid_submission', 0],
        ['invalid_submission', 0],
      ],
    ],
    [
      'runtime_error',
      [
        ['runtime_error', 0],
        ['wrong_answer', 0],
      ],
    ],
    ['time_limit_exceeded', [['time_limit_exceeded', 0.2]]],
  ])('%s', (verdict, questions) => expect(overallVerdict(report(...questions))).toBe(verdict));
});
