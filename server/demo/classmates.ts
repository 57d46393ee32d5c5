/**
 * Classmates of the demo's students, each with a sheet of day 8 that waits to be graded: the same few ideas and mistakes
 * in words and notations of their own, so that their answers gather in groups. Answers by the printed label.
 */
import { DAY_08_ANSWERS } from './answers.ts';

export const MOMENTUM = {
  right: String.raw`The velocity is a decaying sum of past gradients. Across a narrow valley they alternate and cancel, along it they add up:

$$v_t = \gamma v_{t-1} + \eta \nabla_\theta J(\theta), \qquad \theta = \theta - v_t.$$`,
  words: `Momentum is like a ball that rolls down a hill: it keeps part of its old speed, the velocity, and so it gets
faster where the slope stays the same.`,
  uphill: String.raw`We keep a velocity of past gradients and go along it: $v \leftarrow \alpha v - \epsilon g$, then
$\theta \leftarrow \theta - v$. It helps in narrow valleys, where the gradients cancel.`,
};

export const ADAGRAD = {
  right: String.raw`Each parameter gets its own rate, divided by the root of the sum of its squared gradients:

$$G_t = G_{t-1} + g_t^2, \qquad \theta_{t+1} = \theta_t - \frac{\eta}{\sqrt{G_t} + \epsilon}\, g_t.$$`,
  rootless: String.raw`AdaGrad adapts the rate to every parameter: $r \leftarrow r + g \odot g$ and
$\theta \leftarrow \theta - \frac{\epsilon}{\delta + r} \odot g$, so rare features keep a large rate.`,
  words: `AdaGrad gives parameters with rare gradients a larger learning rate and frequent ones a smaller one.`,
};

export const RMSPROP = {
  right: String.raw`AdaGrad's sum becomes an average that forgets, so the rate does not vanish:

$$E[g^2]_t = 0.9\, E[g^2]_{t-1} + 0.1\, g_t^2, \qquad \theta_{t+1} = \theta_t - \frac{\eta}{\sqrt{E[g^2]_t + \epsilon}}\, g_t.$$`,
  rootless: String.raw`RMSProp replaces the sum of AdaGrad by a moving average of squared gradients:

$$r \leftarrow \rho r + (1-\rho)\, g \odot g, \qquad \theta \leftarrow \theta - \frac{\epsilon}{\delta + r} \odot g.$$`,
  rootlessToo: String.raw`It forgets the distant past. With $v_t = \beta v_{t-1} + (1-\beta) g_t^2$ the update is
$\theta_t = \theta_{t-1} - \alpha \frac{g_t}{v_t + \epsilon}$.`,
  leaking: String.raw`A decaying average instead of a sum: $r \leftarrow \rho r + g \odot g$, and
$\theta \leftarrow \theta - \frac{\epsilon}{\sqrt{\delta + r}} \odot g$.`,
};

export const BENEFITS = {
  three: `- The size of the steps does not change when the gradient is rescaled.
- Steps are bounded by about $\\alpha$.
- It works with sparse gradients.`,
  four: String.raw`1. Rescaling the gradient changes nothing, since $c$ cancels in $\hat m_t / \sqrt{\hat v_t}$.
2. The step is bounded by the rate $\alpha$, a trust region.
3. The objective may change over time, as the averages forget.
4. Sparse gradients are no problem.`,
  wrong: `Adam always finds the global minimum, needs no learning rate, and uses less memory than SGD.`,
};

export const FIGURE = {
  plot: `The figure plots the training cost against the epochs for AdaGrad, SGD with momentum and Adam, each with and
without dropout. Adam goes down fastest and ends lowest.`,
  noMeaning: `**Context.** The authors train a convolutional network on CIFAR-10. **What is plotted.** Training cost over epochs, three on
the left, 45 on the right. **What we observe.** Adam and AdaGrad are fast at first; later AdaGrad falls behind SGD.`,
};

const sheet = (
  one: string,
  two: string,
  three: string,
  five: string,
  six: string,
): Record<string, string> => ({
  '1': one,
  '2': two,
  '3': three,
  '5': five,
  '6': six,
});
const {
  '1': momentum = '',
  '2': adagrad = '',
  '3': rmsprop = '',
  '5': benefits = '',
  '6': figure = '',
} = DAY_08_ANSWERS;

export const CLASSMATES: readonly { name: string; answers: Record<string, string> }[] = [
  {
    name: 'Sophie Germain',
    answers: sheet(momentum, ADAGRAD.right, RMSPROP.rootless, BENEFITS.four, FIGURE.noMeaning),
  },
  {
    name: 'Katherine Johnson',
    answers: sheet(MOMENTUM.right, ADAGRAD.right, RMSPROP.right, benefits, figure),
  },
  {
    name: 'Mary Cartwright',
    answers: sheet(MOMENTUM.words, ADAGRAD.rootless, RMSPROP.rootless, BENEFITS.three, FIGURE.plot),
  },
  {
    name: 'Julia Robinson',
    answers: sheet(MOMENTUM.right, adagrad, RMSPROP.rootlessToo, BENEFITS.three, FIGURE.plot),
  },
  {
    name: 'Olga Ladyzhenskaya',
    answers: sheet(MOMENTUM.uphill, ADAGRAD.rootless, RMSPROP.rootless, BENEFITS.four, FIGURE.noMeaning),
  },
  {
    name: 'Dorothy Vaughan',
    answers: sheet(MOMENTUM.words, ADAGRAD.words, RMSPROP.leaking, BENEFITS.wrong, ''),
  },
  {
    name: 'Hypatia Theon',
    answers: sheet(MOMENTUM.right, ADAGRAD.right, RMSPROP.right, BENEFITS.three, FIGURE.plot),
  },
  {
    name: 'Ruth Moufang',
    answers: sheet(MOMENTUM.words, ADAGRAD.words, rmsprop, BENEFITS.four, ''),
  },
];
