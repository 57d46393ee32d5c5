/**
 * The law of what is made for people alone: a loss that is added up beside the gradients moves nothing, unless the step computes with
 * it; and a gradient is known by the name of whatever is moved.
 */
import { expect, test } from '@jest/globals';
import { isRight, judgeRule } from '../../../../grader/rules/judge.ts';

const isCalledRight = (rule: string): boolean =>
  isRight(judgeRule(rule, { expect: 'sgd' }), { expect: 'sgd' });

interface Line {
  inside?: string;
  /** Behind the sums, and behind the step. */
  between?: string;
  rate?: string;
  behind?: readonly string[];
  dw?: string;
}

const python = ({
  inside = 'loss += e ** 2',
  between = '',
  rate = 'lr',
  behind = [],
  dw = 'e * x',
}: Line): string =>
  [
    '```python',
    'w, b = 0.0, 0.0',
    'for epoch in range(500):',
    '    dw = 0.0',
    '    db = 0.0',
    '    loss = 0.0',
    '    for x, y in data:',
    '        e = w * x + b - y',
    `        ${inside}`,
    `        dw += 2 * ${dw}`,
    '        db += 2 * e',
    ...(between ? [`    ${between}`] : []),
    `    w -= ${rate} * dw / len(data)`,
    `    b -= ${rate} * db / len(data)`,
    ...behind.map((each) => `    ${each}`),
    '```',
  ].join('\n');

test('a loss that is only shown', () => {
  const right: readonly Line[] = [
    {},
    { behind: ['print(epoch, loss / len(data))'] },
    { behind: ['mean = loss / len(data)', 'losses.append(mean)'] },
    { behind: ['if epoch % 100 == 0:', '    print(loss)'] },
    { behind: ['if loss < 1e-6:', '    break'] },
  ];
  expect(right.filter((each) => !isCalledRight(python(each)))).toEqual([]);
});

test('a loss that the step computes with', () => {
  const wrong: readonly Line[] = [
    { rate: 'lr * loss' },
    { between: 'mean = loss / len(data)', rate: 'mean' },
    { between: 'if loss > 1: lr = lr / 2' },
    { behind: ['if loss > last: w = 0', 'last = loss'] },
    { inside: 'loss = loss + e ** 2; w -= lr * e' },
    { dw: 'e' },
    { dw: 'loss * x' },
  ];
  expect(wrong.filter((each) => isCalledRight(python(each)))).toEqual([]);
});

/** A line whose parameters have names of their own. */
const line = (names: readonly [string, string], slope = 'x', used = names): string =>
  [
    '```javascript',
    'let slope = 0, intercept = 0;',
    'for (let epoch = 0; epoch < 500; epoch++) {',
    `  let ${names[0]} = 0, ${names[1]} = 0, loss = 0;`,
    '  for (const { x, y } of data) {',
    '    const e = slope * x + intercept - y;',
    '    loss += e * e;',
    `    ${names[0]} += 2 * e * ${slope};`,
    `    ${names[1]} += 2 * e;`,
    '  }',
    `  slope -= (0.3 * ${used[0]}) / data.length;`,
    `  intercept -= (0.3 * ${used[1]}) / data.length;`,
    '  if (epoch % 100 === 0) console.log(loss / data.length);',
    '}',
    '```',
  ].join('\n');

test('a gradient by the name of what is moved', () => {
  const names: readonly (readonly [string, string])[] = [
    ['dSlope', 'dIntercept'],
    ['dslope', 'dintercept'],
    ['slopeGrad', 'interceptGrad'],
  ];
  expect(names.filter((each) => !isCalledRight(line(each)))).toEqual([]);
  expect(names.filter((each) => isCalledRight(line(each, '1')))).toEqual([]);
  expect(names.filter(([one, other]) => isCalledRight(line([one, other], 'x', [other, one])))).toEqual([]);
});
