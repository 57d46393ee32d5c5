import fc from 'fast-check';
import { describe, expect, test } from '@jest/globals';
import { VERDICTS, type TestStatus } from '../../../grader/terms.ts';
import { addPoints } from '../../../grader/numbers.ts';
import {
  determineVerdict,
  verdictOfLoad,
  type Cause,
  type JudgedTest,
} from '../../../grader/core/verdict.ts';
import type { LoadOutcome } from '../../../grader/episode.ts';

const judged = (status: TestStatus, maxScore = 1, cause: Cause | null = null): JudgedTest => ({
  id: 'id',
  title: 'Title',
  status,
  score: status === 'passed' ? maxScore : 0,
  maxScore,
  visibility: 'visible',
  message: '',
  cause,
});
const broken = (cause: Cause, maxScore = 1) => judged('error', maxScore, cause);
const LOADED: LoadOutcome = { status: 'loaded' };
const FAILURE = { type: 'SyntaxError', message: 'invalid syntax', line: 3, trace: '' };

describe('a file that does not load', () => {
  test.each<[LoadOutcome, string]>([
    [{ status: 'syntax-error', failure: FAILURE }, 'invalid_submission'],
    [{ status: 'entry-missing', entry: 'adam', available: [], steppers: [] }, 'invalid_submission'],
    [{ status: 'entry-unusable', entry: 'adam', found: 'a number' }, 'invalid_submission'],
    [{ status: 'raised', failure: FAILURE }, 'runtime_error'],
    [{ status: 'died', reason: 'signal 9' }, 'runtime_error'],
    [{ status: 'limit', limit: 'time' }, 'time_limit_exceeded'],
    [{ status: 'limit', limit: 'memory' }, 'memory_limit_exceeded'],
    [{ status: 'limit', limit: 'output' }, 'output_limit_exceeded'],
  ])('%j is %s, whatever the tests say', (load, verdict) => {
    expect(verdictOfLoad(load)).toBe(verdict);
    expect(determineVerdict(load, [judged('passed')])).toBe(verdict);
  });

  test('a loaded one has no verdict yet', () => expect(verdictOfLoad(LOADED)).toBeNull());
});

describe('precedence', () => {
  test.each<[string, JudgedTest[]]>([
    ['accepted', [judged('passed'), judged('passed')]],
    ['accepted', [judged('passed'), judged('failed', 0)]],
    ['accepted', [judged('passed'), broken('time', 0)]],
    ['partially_accepted', [judged('passed'), judged('failed')]],
    ['wrong_answer', [judged('failed'), judged('failed')]],
    ['wrong_answer', [judged('failed'), judged('passed', 0)]],
    ['runtime_error', [judged('passed'), broken('runtime')]],
    ['time_limit_exceeded', [judged('failed'), broken('time'), broken('runtime')]],
    ['runtime_error', [broken('runtime'), broken('time'), broken('memory')]],
    ['memory_limit_exceeded', [judged('passed'), broken('memory'), judged('skipped')]],
    ['output_limit_exceeded', [broken('output'), judged('skipped')]],
  ])('%s', (verdict, tests) => expect(determineVerdict(LOADED, tests)).toBe(verdict));

  test('advice that ends the program says why the tests after it were never run', () => {
    const tests = [judged('passed'), broken('time', 0), judged('skipped')];
    expect(determineVerdict(LOADED, tests)).toBe('time_limit_exceeded');
  });
});

const anyTest = fc
  .tuple(
    fc.constantFrom<[TestStatus, Cause | null]>(
      ['passed', null],
      ['failed', null],
      ['skipped', null],
      ['error', 'runtime'],
      ['error', 'time'],
    ),
    fc.integer({ min: 0, max: 4 }),
  )
  .map(([[status, cause], points]) => judged(status, points / 4, cause));

describe('laws', () => {
  test('accepted goes with full marks and with nothing else', () => {
    fc.assert(
      fc.property(fc.array(anyTest, { minLength: 1 }), (tests) => {
        const verdict = determineVerdict(LOADED, tests);
        expect(VERDICTS).toContain(verdict);
        const full = addPoints(tests.map(({ score }) => score)) === addPoints(tests.map((t) => t.maxScore));
        expect(verdict === 'accepted').toBe(full);
      }),
    );
  });

  test('a sum of points has no dust of binary fractions', () => {
    expect(addPoints([0.1, 0.2])).toBe(0.3);
    expect(addPoints([0.2, 0.2, 0.1, 0.1, 0.1, 0.1, 0.05, 0.05, 0.05, 0.05])).toBe(1);
    expect(addPoints([])).toBe(0);
  });
});
