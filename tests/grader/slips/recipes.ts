/** Optimizers line by line, and the slips that people make in one of the lines. */
import type { CauseId } from '../../../grader/terms.ts';
import type { Recipe } from './styles.ts';

const RATE = { lr: { key: 'learning_rate', usual: '1e-3' } };

export const RECIPES = {
  sgd: {
    entry: 'sgd',
    given: { lr: { key: 'learning_rate', usual: '1e-2' } },
    state: {},
    lines: ['next = w - lr * g'],
  },
  sgd_momentum: {
    entry: 'sgd_momentum',
    given: { lr: { key: 'learning_rate', usual: '1e-2' }, mu: { key: 'momentum', usual: '0.9' } },
    state: { u: 'zeros' },
    lines: ['u = mu * u - lr * g', 'next = w + u'],
  },
  adagrad: {
    entry: 'adagrad',
    given: { lr: { key: 'learning_rate', usual: '1e-2' }, eps: { key: 'epsilon', usual: '1e-8' } },
    state: { v: 'zeros' },
    lines: ['v = v + g ** 2', 'next = w - lr * g / (np.sqrt(v) + eps)'],
  },
  rmsprop: {
    entry: 'rmsprop',
    given: {
      lr: { key: 'learning_rate', usual: '1e-2' },
      rho: { key: 'decay_rate', usual: '0.99' },
      eps: { key: 'epsilon', usual: '1e-8' },
    },
    state: { v: 'zeros' },
    lines: ['v = rho * v + (1 - rho) * g ** 2', 'next = w - lr * g / (np.sqrt(v) + eps)'],
  },
  adam: {
    entry: 'adam',
    given: {
      ...RATE,
      b1: { key: 'beta1', usual: '0.9' },
      b2: { key: 'beta2', usual: '0.999' },
      eps: { key: 'epsilon', usual: '1e-8' },
    },
    state: { m: 'zeros', v: 'zeros', t: '0' },
    lines: [
      't = t + 1',
      'm = b1 * m + (1 - b1) * g',
      'v = b2 * v + (1 - b2) * g ** 2',
      'mhat = m / (1 - b1 ** t)',
      'vhat = v / (1 - b2 ** t)',
      'next = w - lr * mhat / (np.sqrt(vhat) + eps)',
    ],
  },
} as const satisfies Record<string, Recipe>;

export interface Slip {
  question: keyof typeof RECIPES;
  /** Any of these is as good a name. */
  causes: readonly CauseId[];
  change: (recipe: Recipe) => Recipe;
}

/** What stands in a line, and what somebody writes in its place. */
const instead =
  (of: string, by: string) =>
  (recipe: Recipe): Recipe => {
    const lines = recipe.lines.map((line) => line.replace(of, by));
    if (lines.join() === recipe.lines.join()) throw new Error(`${of} stands in no line`);
    return { ...recipe, lines };
  };
const storing =
  (...stores: string[]) =>
  (recipe: Recipe): Recipe => ({ ...recipe, stores });
const moved =
  (line: string, to: number) =>
  (recipe: Recipe): Recipe => ({
    ...recipe,
    lines: recipe.lines
      .filter((other) => !other.startsWith(line))
      .toSpliced(
        to,
        0,
        recipe.lines.find((other) => other.startsWith(line))!,
      ),
  });
const given =
  (name: string, entry: Partial<Recipe['given'][string]>) =>
  (recipe: Recipe): Recipe => ({
    ...recipe,
    given: { ...recipe.given, [name]: { ...recipe.given[name]!, ...entry } },
  });
/** A hyperparameter is a number in the line, whatever the config says. */
const fixed =
  (name: string, value: string) =>
  (recipe: Recipe): Recipe => ({
    ...recipe,
    lines: recipe.lines.map((line) => line.replaceAll(new RegExp(`\\b${name}\\b`, 'g'), value)),
  });
const both =
  (...changes: Slip['change'][]): Slip['change'] =>
  (recipe) =>
    changes.reduce((changed, change) => change(changed), recipe);

const slip = (
  question: Slip['question'],
  causes: CauseId | readonly CauseId[],
  change: Slip['change'],
): Slip => ({
  question,
  causes: typeof causes === 'string' ? [causes] : causes,
  change,
});

const M = 'm = b1 * m + (1 - b1) * g';
const V = 'v = b2 * v + (1 - b2) * g ** 2';
const STEP = 'next = w - lr * mhat / (np.sqrt(vhat) + eps)';

export const SLIPS: readonly Slip[] = [
  slip('adam', 'missing-root', instead('np.sqrt(vhat)', 'vhat')),
  slip('adam', 'gradient-not-squared', instead('g ** 2', 'g')),
  slip('adam', 'gradient-not-squared', instead('g ** 2', 'np.abs(g)')),
  slip('adam', 'missing-decay-complement', instead(M, 'm = b1 * m + g')),
  slip('adam', 'missing-decay-complement', instead(V, 'v = b2 * v + g ** 2')),
  slip('adam', 'no-first-bias-correction', instead('lr * mhat', 'lr * m')),
  slip('adam', 'no-second-bias-correction', instead('vhat)', 'v)')),
  slip('adam', 'time-not-counted', instead('t = t + 1', 't = 1')),
  slip('adam', ['time-not-counted', 'state-not-kept'], storing('m', 'v')),
  slip('adam', 'time-not-counted', both(instead('b1 ** t', 'b1'), instead('b2 ** t', 'b2'))),
  slip('adam', 'time-not-counted', instead('b1 ** t', 'b1')),
  slip(
    'adam',
    'time-off-by-one',
    both(instead('b1 ** t', 'b1 ** (t + 1)'), instead('b2 ** t', 'b2 ** (t + 1)')),
  ),
  slip('adam', 'time-off-by-one', instead('b2 ** t', 'b2 ** (t + 1)')),
  slip(
    'adam',
    'time-off-by-one',
    both(instead('b1 ** t', 'b1 ** (t - (t > 1))'), instead('b2 ** t', 'b2 ** (t - (t > 1))')),
  ),
  slip(
    'adam',
    'time-off-by-one',
    both(instead('b1 ** t', 'b1 ** (t - 1) * (t > 1)'), instead('b2 ** t', 'b2 ** (t - 1) * (t > 1)')),
  ),
  // Python's own numbers raise where NumPy's are no numbers any more.
  slip('adam', ['not-a-number', 'raises'], moved('t = ', 5)),
  slip(
    'adam',
    'swapped-betas',
    both(given('b1', { key: 'beta2', usual: '0.999' }), given('b2', { key: 'beta1', usual: '0.9' })),
  ),
  slip('adam', 'ascent', instead('w - lr', 'w + lr')),
  slip('adam', 'state-not-kept', storing('v', 't')),
  slip('adam', 'state-not-kept', storing('m', 't')),
  slip('adam', 'state-not-kept', storing()),
  slip('adam', 'step-returned', instead('w - lr', '-lr')),
  slip('adam', 'correction-multiplied', instead('1 - b1 ** t', '1 + b1 ** t')),
  slip('adam', 'coordinates-pooled', instead('g ** 2', 'np.sum(g ** 2)')),
  slip('adam', 'coordinates-pooled', instead('g ** 2', 'np.mean(g ** 2)')),
  slip('adam', 'weights-exchanged', instead(M, 'm = (1 - b1) * m + b1 * g')),
  slip('adam', 'weights-exchanged', instead(V, 'v = (1 - b2) * v + b2 * g ** 2')),
  slip('adam', 'epsilon-added-to-step', instead(STEP, 'next = w - lr * mhat / np.sqrt(vhat) + eps')),
  slip('adam', 'denominator-multiplies', instead('mhat / (', 'mhat * (')),
  slip('adam', 'gradient-for-moment', instead('lr * mhat', 'lr * g')),
  slip('adam', 'moment-squared', instead('g ** 2', 'm ** 2')),
  slip('adam', 'other-decay', instead(V, 'v = b1 * v + (1 - b2) * g ** 2')),
  slip('adam', 'other-decay', instead(V, 'v = b2 * v + (1 - b1) * g ** 2')),
  slip('adam', 'other-decay', instead(M, 'm = b1 * m + (1 - b2) * g')),
  slip(
    'adam',
    ['corrections-exchanged', 'other-decay'],
    both(instead('m / (1 - b1', 'm / (1 - b2'), instead('v / (1 - b2', 'v / (1 - b1')),
  ),
  slip('adam', ['sign-in-average', 'ascent'], instead(M, 'm = b1 * m - (1 - b1) * g')),
  slip('adam', 'correction-multiplied', instead('m / (1 - b1', 'm * (1 - b1')),
  slip(
    'adam',
    'learning-rate-compounds',
    both(
      (recipe) => ({ ...recipe, writes: ['lr'] }),
      instead('mhat = m / (1 - b1 ** t)', 'lr = lr * (1 - b2 ** t) ** 0.5 / (1 - b1 ** t)'),
      instead('vhat = v / (1 - b2 ** t)', 'mhat = m'),
      instead(STEP, 'next = w - lr * mhat / (np.sqrt(v) + eps)'),
    ),
  ),
  slip(
    'adam',
    'correction-kept',
    both(
      instead('mhat =', 'm ='),
      instead('vhat =', 'v ='),
      instead(STEP, 'next = w - lr * m / (np.sqrt(v) + eps)'),
    ),
  ),
  slip('adam', 'correction-kept', both(instead('mhat =', 'm ='), instead('lr * mhat', 'lr * m'))),
  slip('adam', 'stale-moment', moved(V, 5)),
  slip('adam', 'parameters-for-gradient', instead(M, 'm = b1 * m + (1 - b1) * w')),
  slip('adam', 'complement-twice', instead(M, 'm = b1 * m + (1 - b1) * (1 - b1) * g')),
  slip('adam', 'power-of-complement', instead('(1 - b1 ** t)', '(1 - b1) ** t')),
  slip('adam', 'time-multiplied', instead('b1 ** t', 'b1 * t')),
  slip(
    'adam',
    ['bracket-missing', 'correction-folded-amiss'],
    instead('m / (1 - b1 ** t)', 'm / 1 - b1 ** t'),
  ),
  slip('adam', 'hyperparameter-fixed', instead(STEP, 'next = w - 0.001 * mhat / (np.sqrt(vhat) + eps)')),
  slip('adam', 'hyperparameter-fixed', instead('+ eps', '+ 1e-8')),
  slip('adam', ['reads-other-key', 'hyperparameter-fixed'], given('eps', { key: 'epsi' })),
  slip('adam', 'wrong-default', given('b2', { usual: '0.99' })),
  slip('adam', 'wrong-default', given('lr', { usual: '0.01' })),
  slip('adam', 'zero-taken-for-missing', (recipe) => ({ ...recipe, orDefault: true })),
  slip('adam', 'state-starts-elsewhere', (recipe) => ({ ...recipe, state: { ...recipe.state, v: 'ones' } })),
  slip('adam', 'epsilon-missing', instead(' + eps', '')),
  slip('adam', 'raises', instead('lr * mhat', 'alpha * mhat')),
  slip('adam', 'nothing-returned', (recipe) => ({ ...recipe, returns: 'nothing' })),
  slip('adam', 'wrong-return', (recipe) => ({ ...recipe, returns: 'exchanged' })),
  slip('adam', 'wrong-return', (recipe) => ({ ...recipe, returns: 'config alone' })),
  slip('adam', 'not-written', (recipe) => ({ ...recipe, returns: 'none for w' })),
  slip('adam', 'takes-no-step', instead(STEP, 'next = w')),
  slip('adam', 'other-optimizer', both(instead('lr * mhat', 'lr * g'), instead('vhat)', 'v)'))),
  slip('adam', 'hyperparameter-altered', instead('lr * mhat', '2 * lr * mhat')),
  slip('rmsprop', 'missing-root', instead('np.sqrt(v)', 'v')),
  slip(
    'rmsprop',
    'weights-exchanged',
    instead('rho * v + (1 - rho) * g ** 2', '(1 - rho) * v + rho * g ** 2'),
  ),
  slip('rmsprop', 'missing-decay-complement', instead('(1 - rho) * ', '')),
  slip('rmsprop', 'gradient-not-squared', instead('g ** 2', 'g')),
  slip('rmsprop', ['average-summed', 'other-optimizer'], instead('rho * v', 'v')),
  slip('rmsprop', 'state-not-kept', storing()),
  slip('rmsprop', ['sign-in-average', 'not-a-number', 'raises'], instead('rho * v +', 'rho * v -')),
  slip('rmsprop', 'stale-moment', moved('v = ', 1)),
  slip('rmsprop', 'epsilon-added-to-step', instead('(np.sqrt(v) + eps)', 'np.sqrt(v) + eps')),
  slip('rmsprop', 'parameters-for-gradient', instead('lr * g /', 'lr * w /')),
  slip('rmsprop', 'wrong-default', given('rho', { usual: '0.9' })),
  slip('rmsprop', 'hyperparameter-fixed', instead('rho * v + (1 - rho)', '0.99 * v + (1 - 0.99)')),
  slip('adagrad', 'other-optimizer', instead('v + g ** 2', '0.9 * v + 0.1 * g ** 2')),
  slip('adagrad', 'missing-root', instead('np.sqrt(v)', 'v')),
  slip('adagrad', 'state-not-kept', storing()),
  slip('adagrad', 'gradient-not-squared', instead('g ** 2', 'g')),
  slip('adagrad', 'sum-squared', instead('v + g ** 2', '(v + g) ** 2')),
  slip('adagrad', 'coordinates-pooled', instead('g ** 2', 'np.sum(g ** 2)')),
  slip('adagrad', 'root-kept', instead('v = v + g ** 2', 'v = np.sqrt(v + g ** 2)')),
  slip('adagrad', 'state-starts-elsewhere', (recipe) => ({ ...recipe, state: { v: 'ones' } })),
  slip('adagrad', 'ascent', instead('w - lr', 'w + lr')),
  slip('sgd_momentum', 'ascent', instead('w + u', 'w - u')),
  slip('sgd_momentum', 'ascent', instead('- lr * g', '+ lr * g')),
  slip('sgd_momentum', 'sign-in-average', instead('mu * u - lr', '-mu * u - lr')),
  slip('sgd_momentum', 'state-not-kept', storing()),
  slip('sgd_momentum', 'stale-moment', moved('u = ', 1)),
  slip('sgd_momentum', 'step-returned', instead('w + u', 'u')),
  slip('sgd_momentum', 'weights-exchanged', instead('mu * u - lr * g', '(1 - mu) * u - mu * lr * g')),
  slip('sgd_momentum', 'wrong-default', given('mu', { usual: '0.99' })),
  slip('sgd_momentum', 'hyperparameter-fixed', instead('mu * u', '0.9 * u')),
  slip(
    'adam',
    'gradient-not-squared',
    both(instead('g ** 2', 'g'), instead('np.sqrt(vhat)', 'np.sqrt(np.abs(vhat))')),
  ),
  slip(
    'adam',
    'power-in-average',
    both(
      instead(M, 'm = b1 ** t * m + (1 - b1 ** t) * g'),
      instead(V, 'v = b2 ** t * v + (1 - b2 ** t) * g ** 2'),
      instead('lr * mhat', 'lr * m'),
      instead('vhat)', 'v)'),
    ),
  ),
  slip('adam', 'sign-in-average', instead('(1 - b2)', '(1 + b2)')),
  slip('adam', 'average-summed', instead('m = b1 * m', 'm = m + b1 * m')),
  slip('adam', ['reads-other-key', 'other-decay'], given('b1', { key: 'beta2' })),
  slip('adam', 'epsilon-misplaced', instead('+ eps', '- eps')),
  slip('rmsprop', 'missing-root', instead('np.sqrt(v)', 'v ** 1 / 2')),
  slip('rmsprop', 'square-in-step', instead('lr * g /', 'lr /')),
  slip(
    'rmsprop',
    'other-optimizer',
    both(
      instead('v = rho * v + (1 - rho) * g ** 2', 'v = rho * v - lr * g'),
      instead('w - lr * g / (np.sqrt(v) + eps)', 'w + v'),
    ),
  ),
  slip(
    'rmsprop',
    ['state-starts-elsewhere', 'state-not-kept'],
    both(storing(), (recipe) => ({ ...recipe, state: { v: 'ones' } })),
  ),
  slip('adagrad', 'rate-in-moments', both(instead('v + g ** 2', 'v + (lr * g) ** 2'))),
  slip('sgd', 'parameters-for-gradient', instead('w - lr * g', 'g - lr * w')),
  slip('sgd', 'ascent', instead('w - lr', 'w + lr')),
  slip('sgd', 'step-returned', instead('w - lr', '-lr')),
  slip('sgd', 'takes-no-step', instead('w - lr * g', 'w')),
  slip('sgd', ['hyperparameter-altered', 'learning-rate-compounds'], instead('lr * g', 'lr ** 2 * g')),
  slip('sgd', 'hyperparameter-fixed', instead('lr * g', '0.01 * g')),
  slip('sgd', 'nothing-returned', (recipe) => ({ ...recipe, returns: 'nothing' })),
  // Two things that have nothing to do with each other, one of them a number.
  slip('adam', 'no-second-bias-correction', both(instead('vhat)', 'v)'), fixed('lr', '0.05'))),
  slip('adam', 'hyperparameter-fixed', both(instead('np.sqrt(vhat)', 'vhat'), fixed('lr', '0.1'))),
  slip('adam', 'hyperparameter-fixed', both(fixed('b1', '0.8'), fixed('eps', '1e-5'))),
  slip(
    'adam',
    'hyperparameter-altered',
    both(instead('lr * mhat', '3 * lr * mhat'), instead(V, 'v = b1 * v + (1 - b2) * g ** 2')),
  ),
  slip(
    'adam',
    'hyperparameter-added',
    both(instead('t = t + 1', 't = 1'), instead(M, 'g = g + 0.01 * w; m = b1 * m + (1 - b1) * g')),
  ),
  slip(
    'adam',
    'moments-mixed',
    both(
      instead(M, 'v = b1 * v + (1 - b1) * g'),
      instead('m / (1', 'v / (1'),
      instead('np.sqrt(vhat)', 'np.sqrt(np.abs(vhat))'),
    ),
  ),
  slip('rmsprop', 'hyperparameter-fixed', both(fixed('rho', '0.9'), fixed('eps', '1e-5'))),
  slip(
    'adagrad',
    'hyperparameter-added',
    both(instead('v + g ** 2', '0.9 * v + 0.1 * g ** 2'), instead('np.sqrt(v)', 'v')),
  ),
  slip('adagrad', 'state-in-whole-numbers', instead('v + g ** 2', '(v + g ** 2) // 1')),
  slip(
    'sgd',
    'wrong-default',
    both(given('lr', { usual: '0.1' }), instead('w - lr * g', 'w - lr * g; lr = 0.95 * lr'), (recipe) => ({
      ...recipe,
      writes: ['lr'],
    })),
  ),
  slip('sgd', 'hyperparameter-fixed', both(instead('w - lr', 'w + lr'), fixed('lr', '0.05'))),
  slip('adagrad', 'moment-never-updated', instead('v = v + g ** 2', 'v = v')),
  slip('rmsprop', 'moment-never-updated', instead('v = rho * v + (1 - rho) * g ** 2', 'v = v')),
  slip(
    'rmsprop',
    'bracket-missing',
    instead('w - lr * g / (np.sqrt(v) + eps)', '(w - lr * g) / (np.sqrt(v) + eps)'),
  ),
  slip(
    'adagrad',
    'bracket-missing',
    instead('w - lr * g / (np.sqrt(v) + eps)', '(w - lr * g) / (np.sqrt(v) + eps)'),
  ),
  slip(
    'adam',
    'decay-fixed-in-correction',
    both(instead('b1 ** t', '0.9 ** t'), instead('b2 ** t', '0.999 ** t')),
  ),
  // Nobody who leaves out the bias corrections leaves out one of them.
  slip(
    'adam',
    'other-decay',
    both(
      instead('m / (1 - b1 ** t)', 'm'),
      instead('v / (1 - b2 ** t)', 'v'),
      instead(V, 'v = b2 * v + (1 - b1) * g ** 2'),
    ),
  ),
  slip(
    'adam',
    'moment-squared',
    both(instead('m / (1 - b1 ** t)', 'm'), instead('v / (1 - b2 ** t)', 'v'), instead('g ** 2', 'm ** 2')),
  ),
];
