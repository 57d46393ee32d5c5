/** What the words beside a right rule say of its symbols and its steps: against the rule it is not called right, and near to that it is. */
import { expect, test } from '@jest/globals';
import { isRight, judgeRule } from '../../../../grader/rules/judge.ts';

const RULES = {
  sgd: String.raw`$$w \leftarrow w - \eta\, g$$`,
  momentum: String.raw`$$v_t = \gamma v_{t-1} + \eta\, g_t, \qquad w_t = w_{t-1} - v_t$$`,
  nesterov: String.raw`$$v_{t+1} = \mu v_t - \eta \nabla f(\theta_t + \mu v_t), \qquad \theta_{t+1} = \theta_t + v_{t+1}$$`,
  adagrad: String.raw`$$G_t = \sum_{\tau=1}^t g_\tau^2, \qquad w_{t+1} = w_t - \frac{\eta}{\sqrt{G_t} + \epsilon}\, g_t$$`,
  rmsprop: String.raw`$$s_t = \beta s_{t-1} + (1-\beta) g_t^2, \qquad w_{t+1} = w_t - \frac{\eta}{\sqrt{s_t} + \epsilon}\, g_t$$`,
} as const;

type Row = readonly [optimizer: keyof typeof RULES, words: string];

const AGAINST: readonly Row[] = [
  ['momentum', '- $\\gamma$: learning rate\n- $\\eta$: momentum coefficient'],
  ['momentum', '- $\\gamma$ … Lernrate, z. B. 0,01'],
  ['momentum', 'with learning rate $\\gamma$.'],
  ['momentum', '| symbol | role |\n|---|---|\n| $\\gamma$ | tasa de aprendizaje, escala el gradiente |'],
  ['rmsprop', 'où $\\eta$ est le taux de décroissance et $\\beta$ le taux d’apprentissage.'],
  ['rmsprop', 'The constant $\\epsilon$ has to be very large.'],
  ['rmsprop', 'La constante $\\epsilon$ doit être très grande.'],
  ['rmsprop', 'All squares so far have equal weight in $s_t$.'],
  ['rmsprop', 'Tatsächlich ist $\\beta$ nur ein Symbol, $s_t$ ist ein arithmetisches Mittel.'],
  ['rmsprop', 'where $g_t^2$ denotes the squared deviation of the gradient from its mean.'],
  ['adagrad', 'where the sum runs over the last ten steps.'],
  ['adagrad', "What isn't visible here: it is always the sum over the twenty most recent gradients."],
  ['adagrad', '- $g_\\tau^2$: tek bir sayı'],
  ['adagrad', '其中只累加最近十步的梯度。'],
  [
    'nesterov',
    'The shifted argument is only notation; in the program the gradient is the one at $\\theta_t$.',
  ],
  ['nesterov', 'Na prática a notação é só simbólica.'],
  ['sgd', 'where $g$ is the gradient of the log-likelihood, which we want to be large.'],
  ['sgd', 'Here `zero_grad()` is never called, so $g$ holds all gradients so far.'],
  ['sgd', '$g$：损失对 $w$ 的二阶导数。'],
  ['sgd', '$\\nabla L$: the partial derivatives of the loss with respect to its input features'],
];

const NEAR: readonly Row[] = [
  ['momentum', '- $\\gamma$: momentum coefficient, 0.9\n- $\\eta$: learning rate'],
  ['momentum', 'with learning rate $\\eta$ and momentum coefficient $\\gamma$.'],
  ['momentum', '$\\eta$, $\\gamma$ are the learning rate and the momentum coefficient.'],
  ['rmsprop', 'If $\\epsilon$ were large, the root would not matter.'],
  ['rmsprop', '$\\epsilon$ is small, so that nothing is divided by 0.'],
  ['rmsprop', 'The squares do not have equal weight: older ones are forgotten.'],
  ['rmsprop', 'The average reaches back about ten steps.'],
  ['rmsprop', 'where $g_t$ is the arithmetic mean of the gradients of the mini-batch.'],
  ['rmsprop', 'dabei ist $g_t$ das arithmetische Mittel der Gradienten über den Batch.'],
  ['sgd', 'To minimize the loss is to maximize the log-likelihood.'],
  ['adagrad', 'The sum is not over the last steps alone, but over all of them.'],
  ['nesterov', 'In practice the gradient at the shifted point is what backpropagation gives there.'],
  ['rmsprop', '$g_t$ is the mini-batch gradient and the square is taken after averaging over the batch.'],
  ['sgd', '$\\nabla L$: the partial derivatives of the loss with respect to the weights'],
  ['sgd', 'where $g$ is the gradient of the negative log-likelihood.'],
  ['sgd', '$g$：损失对 $w$ 的梯度。'],
];

const isCalledRight = ([optimizer, words]: Row): boolean =>
  isRight(judgeRule(`${RULES[optimizer]}\n${words}`, { expect: optimizer }), { expect: optimizer });

test('words against a right rule', () => {
  expect(AGAINST.filter(isCalledRight)).toEqual([]);
});

test('words near to that', () => {
  expect(NEAR.filter((row) => !isCalledRight(row))).toEqual([]);
});

test('what is a mistake is not what is done', () => {
  const adam = String.raw`$m \leftarrow \beta_1 m + (1-\beta_1) g$, $v \leftarrow \beta_2 v + (1-\beta_2) g^2$, $w \leftarrow w - \eta\,\frac{m/(1-\beta_1^t)}{\sqrt{v/(1-\beta_2^t)}+\epsilon}$`;
  const isAdam = (words: string): boolean =>
    isRight(judgeRule(`${adam}\n\n${words}`, { expect: 'adam' }), { expect: 'adam' });
  expect(isAdam('Ein häufiger Fehler: $t$ pro Epoche hochzählen – richtig ist pro Update.')).toBe(true);
  expect(isAdam('$t$ zählt die Epochen.')).toBe(false);
});

test.each([
  'The quotient $\\eta/\\sqrt{s_t}$ is saved and stands for $\\eta$ in the next step.',
  'Le gradient $g_t$ est calculé seulement une fois, à la première itération.',
  'Корень из $s_t$ извлекаем только в первой эпохе.',
  'Všechny vrstvy mají společné $s_t$.',
  'In der Wurzel steht der Gradient vom vorigen Minibatch.',
  'In my implementation the term $s_t$ is something else.',
  '$s_t$ değeri ayrıca $\\eta$ ile bölünür.',
])(
  'words that say what is done, and that nothing has an opinion of, are shown beside a right rule: %s',
  (words) => {
    const { notices } = judgeRule(`${RULES.rmsprop}\n\n${words}`, { expect: 'rmsprop' });
    expect(notices).toEqual([
      expect.stringContaining(`These words were not checked: “${words.slice(0, 12)}`),
    ]);
  },
);

test.each([
  '$\\eta$ is the learning rate, and $s_0 = 0$.',
  '$\\epsilon$ keeps $s_t$ from a division by zero.',
  'Здесь $\\epsilon$ нужен, чтобы не делить на ноль.',
  '$\\epsilon\\approx 10^{-8}$ chroni przed dzieleniem przez zero.',
])('words that say what is what, or what ε is for, are not: %s', (words) => {
  expect(judgeRule(`${RULES.rmsprop}\n${words}`, { expect: 'rmsprop' }).notices).toEqual([]);
});

test.each([
  'Danach wird $s$ wieder auf null gesetzt.',
  'Then $s$ is set back to zero.',
  'Ensuite on remet $s$ à nouveau à zéro.',
  'Vaciamos $s$ después de cada minibatch para que la tasa no se apague.',
  '$s$ is the accumulator, we empty it after every minibatch.',
])('a state that is zero again was not only zero at the start: %s', (words) => {
  expect(isCalledRight(['rmsprop', words])).toBe(false);
  expect(isCalledRight(['rmsprop', 'Without gradients $s$ would go back to zero.'])).toBe(true);
  expect(isCalledRight(['rmsprop', '$s$ is never set back to zero.'])).toBe(true);
});
