/** What words say beside equations that are right: that they hold for a part only, or of something else than they say. */
import { describe, expect, test } from '@jest/globals';
import { isRight, judgeRule } from '../../../../grader/rules/judge.ts';

const ADAM = String.raw`$$m_t = \beta_1 m_{t-1} + (1-\beta_1) g_t$$
$$v_t = \beta_2 v_{t-1} + (1-\beta_2) g_t^2$$
$$\hat m_t = \frac{m_t}{1-\beta_1^t}, \quad \hat v_t = \frac{v_t}{1-\beta_2^t}$$
$$\theta_t = \theta_{t-1} - \eta \frac{\hat m_t}{\sqrt{\hat v_t} + \epsilon}$$`;

const isCalledRight = (answer: string): boolean =>
  isRight(judgeRule(answer, { expect: 'adam' }), { expect: 'adam' });

describe('for some of the parameters, in some of the steps', () => {
  test.each([
    'The update is only applied to the first layer.',
    'Only the weights are updated, the biases stay fixed.',
    'All other layers stay as they are.',
    'Nur die letzte Schicht wird aktualisiert.',
    'Die Biases werden nicht aktualisiert.',
    'The update is repeated only every second step.',
    'Die Aktualisierung wird nur jeden zweiten Schritt ausgeführt.',
    'In odd steps the update is skipped.',
    'The step is skipped if the gradient is large.',
    'This holds for $t = 2, 4, 6, \\dots$.',
    'One $v$ is shared by all parameters.',
    'All parameters share the same $m$ and $v$.',
  ])('%s', (sentence) => {
    expect(isCalledRight(`${ADAM}\n\n${sentence}`)).toBe(false);
  });

  test.each([
    'The same update is applied to all weights and biases of every layer.',
    'The biases are updated in the same way as the weights.',
    'The learning rate $\\eta$ is shared by all parameters.',
    'Only two hyperparameters matter in practice: the learning rate and $\\beta_2$.',
    'Every 1000 steps we evaluate the model on the validation set.',
    'Sparse features get updates only every few steps, so their $v_t$ stays small.',
    'For the first layer the gradients are often small, so the normalisation helps there.',
    'Unlike here, the update would be skipped by some implementations.',
    'This holds for $t = 1, 2, 3, \\dots$.',
  ])('or for all of them: %s', (sentence) => {
    expect(isCalledRight(`${ADAM}\n\n${sentence}`)).toBe(true);
  });
});

describe('what symbols mean', () => {
  test.each([
    '$g_t$ is the negative gradient.',
    '$g_t$ is the gradient normalised to length one.',
    '$g_t$ is the sum of all gradients so far.',
    '$g_t$ is the second derivative.',
    '$g_t$ is the gradient at $\\theta_0$.',
    'The gradient is computed once, before the first step.',
    'The gradient $g_t$ is evaluated at the look-ahead point.',
    '$\\beta_1^t$ means $\\beta_1 \\cdot t$.',
    '$\\beta_1^t$ is the value of $\\beta_1$ at step $t$, not a power.',
    'The superscript $t$ is an index, not a power.',
    '$g_t^2$ denotes the inner product $g_t^\\top g_t$, a scalar.',
    '$\\hat m_t$ and $\\hat v_t$ are then stored in place of $m_t$ and $v_t$.',
    '$m$ and $v$ start at one.',
    'The moments are initialised with the first gradient.',
    'After each step, $\\theta$ is projected to the unit ball.',
    '$t$ stays constant.',
    'Return $m_t$.',
    'Return $\\theta_0$.',
  ])('%s', (sentence) => {
    expect(isCalledRight(`${ADAM}\n\n${sentence}`)).toBe(false);
  });

  test.each([
    '$g_t$ is the gradient at the previous parameters $\\theta_{t-1}$, and $g_t^2$ is its element-wise square.',
    'where $g_t$ denotes the gradient and $m_t$ the first moment, a decaying average of past gradients.',
    'where $\\beta_1^t$ is $\\beta_1$ to the power of $t$, which goes to zero for large $t$.',
    'The gradient is computed once per mini-batch and used for both moments.',
    'The square $g_t^2$ is taken elementwise, so $v_t$ is a vector, not a scalar.',
    'The moments $m$ and $v$ are initialised with zeros.',
    'The learning rate is halved every 10 epochs.',
    'Return the final $\\theta$ after $T$ steps.',
    'The algorithm returns $\\theta_T$.',
  ])('or what they do mean: %s', (sentence) => {
    expect(isCalledRight(`${ADAM}\n\n${sentence}`)).toBe(true);
  });
});

test.each(['The following is wrong:', 'This is NOT Adam:', 'Do not use this rule:'])(
  'what an answer disowns is not its answer: %s',
  (sentence) => {
    expect(isCalledRight(`${sentence}\n\n${ADAM}`)).toBe(false);
  },
);

test.each(['This is not only momentum:', 'A wrong rate is less harmful with Adam. The rule is:'])(
  'and what it calls otherwise is: %s',
  (sentence) => {
    expect(isCalledRight(`${sentence}\n\n${ADAM}`)).toBe(true);
  },
);
