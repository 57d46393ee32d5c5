/** The first step is a step: what is made when a state is not there yet is what the rule starts from, or the state after its step. */
import { describe, expect, test } from '@jest/globals';
import { isRight, judgeRule } from '../../../../grader/rules/judge.ts';

const isCalledRight = (body: readonly string[]): boolean => {
  const program = [
    'class AdaGrad:',
    '    def __init__(self, lr=0.01, eps=1e-8):',
    '        self.lr, self.eps, self.h = lr, eps, None',
    '    def update(self, param, grad):',
    ...body.map((line) => `        ${line}`),
    '        return param',
  ];
  const rule = ['```python', ...program, '```'].join('\n');
  return isRight(judgeRule(rule, { expect: 'adagrad' }), { expect: 'adagrad' });
};

const ZEROS = 'self.h = np.zeros_like(param)';
const SUM = 'self.h = self.h + grad**2';
const STEP = 'param = param - self.lr * grad / (np.sqrt(self.h) + self.eps)';
const inside = (...lines: string[]): string[] => lines.map((line) => `    ${line}`);

describe('where the state is not there yet', () => {
  test.each<[string, readonly string[]]>([
    ['it is made, and the step goes on', ['if self.h is None:', ...inside(ZEROS), SUM, STEP]],
    [
      'it gets what the first step makes of it',
      ['if self.h is None:', ...inside('self.h = grad**2'), 'else:', ...inside(SUM), STEP],
    ],
    [
      'it is made, and there is nothing else to do',
      ['if self.h is None:', ...inside(ZEROS), 'else:', ...inside('pass'), SUM, STEP],
    ],
  ])('%s', (_, body) => {
    expect(isCalledRight(body)).toBe(true);
  });

  test.each<[string, readonly string[]]>([
    ['the step is for later times', ['if self.h is None:', ...inside(ZEROS), 'else:', ...inside(SUM, STEP)]],
    [
      'so it is told the other way',
      ['if self.h is not None:', ...inside(SUM, STEP), 'else:', ...inside(ZEROS)],
    ],
    ['the first time is left early', ['if self.h is None:', ...inside(ZEROS, 'return param'), SUM, STEP]],
    [
      'the first gradient is not counted',
      ['if self.h is None:', ...inside(ZEROS), 'else:', ...inside(SUM), STEP],
    ],
  ])('and no step is made: %s', (_, body) => {
    expect(isCalledRight(body)).toBe(false);
  });

  test.each(['self.h is None', 'not self.h', 'len(self.h) == 0', 'self.h is None or len(self.h) == 0'])(
    'the state is what is asked for: %s',
    (asked) => {
      expect(isCalledRight([`if ${asked}:`, ...inside(ZEROS), SUM, STEP])).toBe(true);
    },
  );

  test.each(['self.log is None', 'not self.log', 'len(self.log) == 0', 'self.h is None or self.log is None'])(
    'something else is asked for, so that it starts again and again: %s',
    (asked) => {
      expect(isCalledRight([`if ${asked}:`, ...inside(ZEROS), SUM, STEP])).toBe(false);
      // Unless that is made then, too.
      const log = 'self.log = [0]';
      expect(isCalledRight([`if ${asked}:`, ...inside(ZEROS, log), SUM, STEP])).toBe(true);
    },
  );
});
