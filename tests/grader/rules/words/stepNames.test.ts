/** The law of the step's number: it may have any letter that the words name so, and counts from 1. */
import { describe, expect, test } from '@jest/globals';
import { isRight, judgeRule } from '../../../../grader/rules/judge.ts';

const adam = (
  k: string,
): string => String.raw`$m \leftarrow \beta_1 m + (1-\beta_1) g$, $v \leftarrow \beta_2 v + (1-\beta_2) g^2$,
$\hat m = m/(1-\beta_1^${k})$, $\hat v = v/(1-\beta_2^${k})$, $\theta \leftarrow \theta - \eta \hat m/(\sqrt{\hat v}+\epsilon)$.`;

const isCalledRight = (rule: string): boolean =>
  isRight(judgeRule(rule, { expect: 'adam' }), { expect: 'adam' });

describe('words name the step', () => {
  test.each([
    ['n', 'In step $n$ (counted from 1): RULE'],
    ['k', 'RULE Here $k = 1, 2, \\dots$ is the number of the step.'],
    ['i', 'The step counter is $i$ (first step: $i=1$). RULE'],
    ['k', 'RULE Dabei ist $k$ die Nummer des Schritts, beginnend bei 1.'],
    ['n', 'Beim $n$-ten Schritt: RULE'],
    ['k', 'RULE $k$: Iterationszähler ab 1.'],
    ['k', "À l'itération $k$ ($k \\ge 1$) : RULE"],
    ['k', 'En el paso $k$ (empezando en 1): RULE'],
    ['k', 'No passo $k$ (contado a partir de 1): RULE'],
    ['n', 'На шаге $n$ (считая с 1): RULE'],
    ['k', '第 $k$ 步（从 1 开始）：RULE'],
  ])('%s: %s', (letter, text) => {
    expect(isCalledRight(text.replace('RULE', adam(letter)))).toBe(true);
  });
});

test('from 1 on, and nothing else', () => {
  const others = [
    ['n', 'In step $n$ (counted from 0): RULE'],
    ['k', 'No passo $k$ (contado a partir de 0): RULE'],
    ['k', 'RULE Here $k$ is the number of the epoch.'],
    ['k', 'RULE Here $k$ is a constant.'],
    ['n', 'RULE In all $n$ steps are made; $n$ is the total number of steps.'],
    ['k', 'In step $t$: RULE The number of the epoch is $k$.'],
  ] as const;
  expect(others.filter(([letter, text]) => isCalledRight(text.replace('RULE', adam(letter))))).toEqual([]);
});
