/**
 * The law of what one step does to a state: a state that the words list as put back within a step, or say that no step changes, is none of
 * a right rule; and what is said of its start, of other times or of other things is no such word.
 */
import { describe, expect, test } from '@jest/globals';
import { isRight, judgeRule } from '../../../../grader/rules/judge.ts';

const isCalledRight = (rule: string, expected: string): boolean =>
  isRight(judgeRule(rule, { expect: expected }), { expect: expected });

/** Momentum as the items of a list. */
const listed = (heading: string, first: string): string => `${heading}

- ${first}
- $v \\leftarrow \\mu v + \\nabla L(w)$
- $w \\leftarrow w - \\eta v$
`;

describe('a zero among the parts of one step', () => {
  const within = [
    ['The steps of an iteration are:', 'Set $v$ back to 0.'],
    ['The steps of an iteration are:', '$v \\leftarrow 0$'],
    ['One step consists of:', 'Reset the velocity to zero.'],
    ['In each step:', 'set $v$ to 0'],
    ['Ein Schritt besteht aus:', '$v$ wird auf 0 zurückgesetzt.'],
    ['Die Schritte einer Iteration sind:', 'Setze $v$ auf 0.'],
    ["Les opérations d'une itération :", 'On remet $v$ à zéro.'],
    ['Pasos de una iteración:', 'Poner $v$ a cero.'],
    ['Passos de uma iteração:', 'Zerar a velocidade $v$.'],
    ['Шаги одной итерации:', 'Обнулить $v$.'],
    ['每次迭代的步骤:', '将 $v$ 重置为 0'],
  ] as const;
  test.each(within)('%s %s', (heading, first) => {
    expect(isCalledRight(listed(heading, first), 'momentum')).toBe(false);
  });

  const before = [
    ['The steps of an iteration are:', 'Set the gradients to zero and run back-propagation.'],
    ['The steps of an iteration ($v$ is zero before the first one) are:', 'Draw a batch.'],
    ['Ein Schritt (am Anfang ist $v = 0$):', 'Ziehe einen Minibatch.'],
    ['Before training:', 'Set $v$ to 0.\n\nIn each step:\n'],
  ] as const;
  test.each(before)('but not before it, or of something else: %s %s', (heading, first) => {
    expect(isCalledRight(listed(heading, first), 'momentum')).toBe(true);
  });

  test('in the sentences that tell a step, too', () => {
    const told = (back: string): string =>
      `An iteration goes like this. ${back} Then we compute\n\n$$v \\leftarrow \\mu v + \\nabla L(w)$$\n$$w \\leftarrow w - \\eta v$$`;
    expect(isCalledRight(told('First the velocity $v$ is set back to zero.'), 'momentum')).toBe(false);
    expect(isCalledRight(told('The velocity $v$ starts at zero.'), 'momentum')).toBe(true);
  });
});

/** AdaDelta whose average of squared steps is left to the words. */
const adadelta = (said: string): string => `$$E[g^2]_t = \\rho E[g^2]_{t-1} + (1-\\rho) g_t^2$$
$$\\Delta x_t = -\\frac{\\sqrt{E[\\Delta x^2]+\\epsilon}}{\\sqrt{E[g^2]_t+\\epsilon}}\\,g_t,\\qquad x_{t+1}=x_t+\\Delta x_t$$

${said}`;

describe('a state that is said never to change', () => {
  test.each([
    'The second average is not touched, it keeps its initial value 0 during the whole training.',
    'The average $E[\\Delta x^2]$ is never updated.',
    'We need no equation for $E[\\Delta x^2]$, since it is constant.',
    'The accumulator of the squared updates is 0 all the time.',
    'Der zweite Mittelwert $E[\\Delta x^2]$ bleibt während des gesamten Trainings 0.',
    '$E[\\Delta x^2]$ behält seinen Startwert.',
    "La moyenne $E[\\Delta x^2]$ n'est jamais mise à jour.",
    '$E[\\Delta x^2]$ no se actualiza.',
    'Среднее $E[\\Delta x^2]$ не обновляется.',
    '$E[\\Delta x^2]$ wird nicht mitgeführt, sondern einmal auf 0 gesetzt.',
    '$E[\\Delta x^2]$ 始终保持为 0，从不更新。',
  ])('%s', (said) => {
    expect(isCalledRight(adadelta(said), 'adadelta')).toBe(false);
  });

  test.each([
    'Both averages keep their values between epochs and are never reset.',
    'The averages are not updated during evaluation.',
    'The averages are not touched by the weight decay.',
    'The average in the numerator has index $t-1$ since the update is not known yet.',
    'Since the averages start at zero they stay close to zero in the first steps.',
    'If a weight gets no gradient its averages decay; they do not stay constant.',
    'On calcule le pas sans modifier les moyennes.',
    'The constant $\\epsilon$ never changes, and the average does not change the direction.',
  ])('and not %s', (said) => {
    expect(isCalledRight(adadelta(said), 'adadelta')).toBe(true);
  });
});

test('what has not been computed yet is computed', () => {
  const whole = (said: string): string => String.raw`$$s_t=\rho s_{t-1}+(1-\rho) g_t^2$$
$$g'_t=\frac{\sqrt{\Delta x_{t-1}+\epsilon}}{\sqrt{s_t+\epsilon}} g_t,\qquad x_t=x_{t-1}-g'_t$$
$$\Delta x_t=\rho\,\Delta x_{t-1}+(1-\rho)\,{g'_t}^2$$

${said}`;
  const isOne = (said: string): boolean => isCalledRight(whole(said), 'adadelta');
  expect(isOne('分子里用的是上一步的滑动平均，因为这一步的更新量还没有算出来。')).toBe(true);
  expect(isOne('The average of the updates is not updated yet.')).toBe(true);
  expect(isOne('The average of the updates is never updated.')).toBe(false);
  expect(isOne('更新量的滑动平均从不更新。')).toBe(false);
});
