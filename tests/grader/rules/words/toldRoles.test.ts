/** A symbol is what the words call it: a right rule whose words call it something else is not called right. */
import { expect, test } from '@jest/globals';
import { isRight, judgeRule } from '../../../../grader/rules/judge.ts';

const isSgd = (words: string): boolean =>
  isRight(judgeRule(`$$\\theta \\leftarrow \\theta - \\eta\\, g$$\n${words}`, { expect: 'sgd' }), {
    expect: 'sgd',
  });

const OTHERWISE = [
  'where $g$ is the value of the loss function.',
  'where $g$ is the loss on the current mini-batch.',
  '- $\\eta$: learning rate\n- $g$: value of the loss at $\\theta$',
  'with $g$ the second derivative of the loss.',
  'Here $g$ denotes the prediction.',
  'where $g$ is the gradient with respect to the input.',
  'where $\\theta$ is the gradient.',
  'where $\\theta$ is the learning rate.',
  'wobei $g$ der Wert der Verlustfunktion ist.',
  'où $g$ est la valeur de la fonction de perte.',
  'donde $g$ es el valor de la función de pérdida.',
  'onde $g$ é o valor da função de custo.',
  'dove $g$ è il valore della funzione di costo.',
  'где $g$ — значение функции потерь.',
  '其中 $g$ 是损失函数的值。',
  'ここで、$g$ は損失関数の値です。',
  'where $g$ is the gradient at the new weights.',
  'wobei $g$ der Gradient an den neuen Gewichten ist.',
  'donde $g$ es el gradiente en los pesos nuevos.',
  'with g the gradient at the next point.',
];

const AS_IT_IS = [
  'where $g$ is the gradient at the current weights.',
  '$g$ is the gradient; it is computed anew in every step at the new weights of the step before.',
  'where $g$ is the gradient of the loss with respect to $\\theta$.',
  'where $g$ is the derivative of the loss on the current mini-batch.',
  'where $\\theta$ are the weights and $L$ is the loss.',
  '- $\\theta$: the parameters\n- $\\eta$: the step size\n- $g$: mini-batch gradient of the loss',
  'If $g$ is the Hessian times a vector, it would be another method.',
  'wobei $g$ der Gradient der Verlustfunktion ist und $\\theta$ die Parameter.',
  'où $g$ est la dérivée de la perte par rapport aux paramètres.',
  'donde $g$ es el gradiente de la función de pérdida.',
  'где $g$ — градиент функции потерь.',
  '其中 $g$ 是损失函数的梯度。',
  'ここで、$g$ は損失関数の勾配です。',
];

test('what is called a loss, data, a rate or something else is no gradient and no parameter', () => {
  expect(OTHERWISE.filter(isSgd)).toEqual([]);
  expect(AS_IT_IS.filter((words) => !isSgd(words))).toEqual([]);
});

test('a superscript that is said to be an index is no power', () => {
  const adam = String.raw`$$m_t = \beta_1 m_{t-1} + (1-\beta_1) g_t, \quad v_t = \beta_2 v_{t-1} + (1-\beta_2) g_t^2$$
$$\hat m_t = \frac{m_t}{1-\beta_1^t}, \quad \hat v_t = \frac{v_t}{1-\beta_2^t}$$
$$\theta_t = \theta_{t-1} - \eta \frac{\hat m_t}{\sqrt{\hat v_t} + \epsilon}$$
`;
  const isAdam = (words: string): boolean =>
    isRight(judgeRule(adam + words, { expect: 'adam' }), { expect: 'adam' });
  expect(isAdam('The superscript $t$ on the betas is only the time index and not a power.')).toBe(false);
  expect(isAdam('Das hochgestellte $t$ ist nur der Zeitindex.')).toBe(false);
  expect(isAdam('上标 $t$ 只是时间下标，不是幂。')).toBe(false);
  expect(isAdam('The superscript $t$ is a power and no index.')).toBe(true);
  expect(isAdam('The exponent $t$ means that $\\beta_1$ is raised to the power $t$.')).toBe(true);
});
