import { describe, expect, test } from '@jest/globals';
import type { Divergence } from '../../../grader/core/compare.ts';
import {
  coordinateName,
  divergenceMessage,
  loadMessage,
  outcomeMessage,
  strayShapeHint,
} from '../../../grader/core/messages.ts';
import { formatNumber } from '../../../grader/numbers.ts';
import type { ParameterSpec } from '../../../grader/episode.ts';

const parameter = (...shape: number[]): ParameterSpec => ({
  shape,
  start: new Float64Array(shape.reduce((product, n) => product * n, 1)),
  config: {},
});
const divergence: Divergence = {
  step: 3,
  parameter: 0,
  coordinate: 1,
  expected: 0.4812,
  found: 0.47901,
  relativeError: 0.0045512,
};
const FAILURE = { type: 'KeyError', message: "'velocity'", line: 7, trace: '' };

describe('a divergence', () => {
  test('says where, expected, found and error', () => {
    expect(divergenceMessage(divergence, [parameter(2)])).toBe(
      'step 3, w[1]: expected 0.4812, found 0.47901, the step differs in its third digit',
    );
  });

  test.each([
    [4, 'the step is 4 times too large'],
    [0.25, 'the step is 4 times too small'],
    [-1, 'the step goes the wrong way'],
    [-2, 'the step goes the wrong way and is 2 times too large'],
    [0, 'the step does not move'],
    [1.2, 'the step is 20 % too large'],
    [0.89, 'the step is 11 % too small'],
    [-1.0003, 'the step goes the wrong way'],
    [1.0003, 'the step differs in its fourth digit'],
    [1 - 2e-6, 'the step differs in its sixth digit'],
    [Infinity, 'where it should stay as it is'],
  ])('a step %p times the expected one is said in words', (ratio, words) => {
    const message = divergenceMessage({ ...divergence, ratio }, [parameter(2)]);
    expect(message).toBe(`step 3, w[1]: expected 0.4812, found 0.47901, ${words}`);
  });

  test('two numbers that look the same get all their digits', () => {
    const close = { ...divergence, expected: 0.1, found: 0.1000000001, relativeError: 1e-9 };
    expect(divergenceMessage(close, [parameter(2)])).toBe(
      'step 3, w[1]: expected 0.1000000000000000, found 0.1000000001000000, the step differs in its tenth digit',
    );
  });

  test.each([
    [NaN, 'NaN'],
    [Infinity, 'infinity'],
  ])('%p gets advice instead of an error', (found, word) => {
    const message = divergenceMessage({ ...divergence, found, relativeError: Infinity }, [parameter(2)]);
    expect(message).toBe(
      `step 3, w[1]: expected 0.4812, found ${word}. Look for a division by zero or the root of a negative number.`,
    );
  });

  test.each([
    ['w', [parameter()], 0, 0],
    ['w[2]', [parameter(3)], 0, 2],
    ['w[1, 2]', [parameter(2, 3)], 0, 5],
    ['w2[0]', [parameter(3), parameter(3)], 1, 0],
    ['w1', [parameter(), parameter()], 0, 0],
  ])('the coordinate is called %s', (name, parameters, which, coordinate) => {
    expect(coordinateName(parameters, which, coordinate)).toBe(name);
  });
});

test('numbers have six significant digits', () => {
  expect([0.1, 1 / 3, 123456789, 1e-9, 0, -1.5].map(formatNumber)).toEqual([
    '0.1',
    '0.333333',
    '123457000',
    '1e-9',
    '0',
    '-1.5',
  ]);
});

describe('an episode that did not run to its end', () => {
  test('an exception has its step, type and line', () => {
    expect(outcomeMessage({ status: 'raised', step: 1, failure: FAILURE, rows: [] }, 'optim.py')).toBe(
      "step 2: KeyError: 'velocity' (optim.py, line 7). The config that step 1 gave back does not have it: under which name is it stored?",
    );
  });

  test('a bad return says what was expected, what was found and what to do', () => {
    expect(
      outcomeMessage(
        {
          status: 'bad-return',
          step: 0,
          reason: 'nothing-returned',
          expected: 'a pair (next_w, config)',
          found: 'None',
          rows: [],
        },
        'optim.py',
      ),
    ).toBe(
      'step 1: no `return` is reached: the call gives back None. Return the pair (next_w, config) at the end, outside of every loop and branch.',
    );
  });

  test.each([
    ['time', /^step 5: it ran longer than the time limit and was stopped\. .*loop/],
    ['memory', /^step 5: it used more memory than the limit and was stopped\.$/],
    ['output', /^step 5: it printed more than the output limit and was stopped\. .*print/],
  ] as const)('the %s limit is named', (limit, message) => {
    expect(outcomeMessage({ status: 'limit', limit, step: 4, rows: [] }, 'optim.py')).toMatch(message);
    expect(outcomeMessage({ status: 'limit', limit, step: null, rows: [] }, 'optim.py')).toMatch(/^it /);
  });

  test('one that ran has nothing to say', () => {
    expect(outcomeMessage({ status: 'completed', rows: [], dtypes: [] }, 'optim.py')).toBe('');
  });
});

describe('an exception about a shape that only an earlier test had', () => {
  const hint = (message: string, shapes: number[][], step = 0) =>
    strayShapeHint({ status: 'raised', step, failure: { ...FAILURE, message }, rows: [] }, shapes, [
      [2],
      [2, 3],
    ]);
  const numpy = 'operands could not be broadcast together with shapes (2,) (3,)';

  test.each([
    ['NumPy', numpy, [[3]], '(2,)'],
    ['NumPy, of matrices', 'operands could not be broadcast together with shapes (2,3) (4,)', [[4]], '(2,3)'],
    ['torch', 'The size of tensor a (2) must match the size of tensor b (3)', [[3]], '(2)'],
  ])('asks what outlives the call: %s', (_, message, shapes, shape) => {
    expect(hint(message, shapes)).toBe(
      `. Here nothing has the shape ${shape}, but an earlier test had: what outlives the call, in a global or a default argument?`,
    );
  });

  test.each([
    ['both shapes are this test’s', numpy, [[2], [3]], 0],
    ['no test had it', 'operands could not be broadcast together with shapes (7,) (3,)', [[3]], 0],
    ['it comes later, from a state of this test', numpy, [[3]], 1],
    ['no shape is named', "'velocity'", [[3]], 0],
  ])('says nothing where %s', (_, message, shapes, step) => {
    expect(hint(message, shapes, step)).toBe('');
  });
});

describe('a file that did not load', () => {
  test('a syntax error has its line', () => {
    const failure = { type: 'SyntaxError', message: "expected ':'", line: 12, trace: '' };
    expect(loadMessage({ status: 'syntax-error', failure }, 'optim.py')).toBe(
      "optim.py cannot be read: SyntaxError: expected ':' (optim.py, line 12)",
    );
  });

  test('a missing function is named, beside those that are there', () => {
    expect(
      loadMessage(
        { status: 'entry-missing', entry: 'adam', available: ['Adam', 'sgd'], steppers: [] },
        'optim.py',
      ),
    ).toBe('optim.py has no `adam` (did you mean `Adam`?); it has `Adam`, `sgd`. Name it exactly `adam`.');
    expect(
      loadMessage({ status: 'entry-missing', entry: 'adam', available: [], steppers: [] }, 'optim.py'),
    ).toBe('optim.py has no `adam`.');
  });

  test('a wrong signature says how it is called', () => {
    expect(
      loadMessage({ status: 'entry-unusable', entry: 'adam', found: 'it takes 1 argument' }, 'optim.py'),
    ).toBe('`adam` cannot be called as `adam(w, dw, config)`: it takes 1 argument');
  });
});
