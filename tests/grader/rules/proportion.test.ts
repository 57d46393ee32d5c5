/**
 * Twice as much to read takes a few times as long: what tries one more combination for every equation ends for eight of them, but
 * not for sixteen. A ratio of one run, so it is the same on a slow machine.
 */
import { expect, test } from '@jest/globals';
import { judgeRule } from '../../../grader/rules/judge.ts';
import { processorMs } from '../../support/processorTime.ts';

/** A reading of cubic time takes 8 times as long; one that tries every combination 256 times. */
const MOST_TIMES = 40;
/** What takes less is measured as this: a collection of garbage is no growth. */
const LEAST_MS = 40;

const display = (tex: string): string => `$$${tex}$$`;
const each = (count: number, write: (i: number) => string, between = '\n\n'): string =>
  Array.from({ length: count }, (_, i) => write(i + 1)).join(between);

const STEP = display(String.raw`\theta_{t+1} = \theta_t - \eta v_t`);
const RULE = `${display(String.raw`v_t = \mu v_{t-1} + g_t`)}\n\n${STEP}`;
/** Each name uses the one before three times, so that the last one stands for 3ⁿ. */
const thrice = (count: number, first: string, index: string): string =>
  each(count, (i) => {
    const before = i > 1 ? `a^{(${i - 1})}${index}` : first;
    return display(`a^{(${i})}${index} = ${before} \\cdot ${before} + ${before}`);
  });
const python = (body: string): string => `\`\`\`python\n${body}\n\`\`\``;

const SHAPES: Record<string, (count: number) => string> = {
  'states of one loop over the parameters': (n) =>
    python(`for p in params:\n${each(2 * n, (i) => `    v${i} = mu*v${i} + p.grad`, '\n')}\n    p -= lr*v1`),
  'gradients that a loop takes': (n) =>
    python(
      `for x in loader:\n    loss.backward()\n${each(2 * n, (i) => `    a${i} += w.grad`, '\n')}\n    w -= lr*a1\n    w.grad.zero_()`,
    ),
  'schedules in one step': (n) =>
    python(`for t in range(T):\n${each(2 * n, (i) => `    lr = cosine(t, a${i})`, '\n')}\n    w = w - lr*g`),
  'equations in sentences': (n) => `${RULE}\n\n${each(n, () => String.raw`So $v_t = \mu v_{t-1} + g_t$.`)}`,
  'one name given by many equations': (n) =>
    `${each(n, (i) => display(String.raw`v_t = \mu v_{t-1} + ${i} g_t`))}\n\n${STEP}`,
  'two names given by many equations each': (n) =>
    each(n / 2, (i) =>
      [`v_t = \\mu v_{t-1} + ${i} g_t`, `\\theta_{t+1} = \\theta_t - ${i}\\eta v_t`]
        .map(display)
        .join('\n\n'),
    ),
  'the same rule again and again': (n) => each(n, () => RULE),
  'sums beside a rule': (n) =>
    `${RULE}\n\n${each(n, () => display(String.raw`v_t = \sum_{i=0}^{t} \mu^{t-i} g_i`))}`,
  'first steps written out': (n) =>
    `${RULE}\n\n${each(n, (i) => display(`v_{${i}} = \\mu v_{${i - 1}} + g_{${i}}`))}`,
  'other names for what the rule makes': (n) =>
    `${RULE}\n\n${each(n, (i) => display(`u^{(${i})}_t = ${i} \\eta v_t`))}`,
  'remarks that do not hold': (n) =>
    `${RULE}\n\n${each(n, (i) => display(String.raw`\theta_{t+1} - \theta_t = -${i}\eta v_t`))}`,
  'names that each use the one before twice': (n) =>
    each(n, (i) => display(`a^{(${i})} = ${i > 1 ? `a^{(${i - 1})} + a^{(${i - 1})}` : 'g_t'}`)) + STEP,
  'helpers of the old velocity that each use the one before thrice': (n) =>
    `${thrice(n, 'v_{t-1}', '_t')}\n\n${display(`v_t = \\mu v_{t-1} + g_t + a^{(${n})}_{t-1}`)}\n\n${STEP}`,
  'a point of helpers that each use the one before thrice': (n) =>
    `${thrice(n, 'v_{t-1}', '_t')}\n\n` +
    `${display(String.raw`v_t = \mu v_{t-1} + \nabla L(\theta_t + a^{(${n})}_t)`)}\n\n${STEP}`,
  'a chain of equal sides': (n) =>
    display(`v_t = ${each(n, () => String.raw`\mu v_{t-1} + g_t`, ' = ')}`) + STEP,
  'fractions within fractions': (n) =>
    display(
      String.raw`\theta_{t+1} = \theta_t - \eta ${String.raw`\frac{g_t}{1+`.repeat(n)}1${'}'.repeat(n)}`,
    ),
  'lines that do the same': (n) => python(`${each(n, () => 'v = mu * v + g', '\n')}\nw = w - lr * v`),
  'functions that each call the one before twice': (n) =>
    python(
      `def f0(x):\n    return x\n${each(n, (i) => `def f${i}(x):\n    return f${i - 1}(x) + f${i - 1}(x)`, '\n')}\n` +
        `w = w - lr * f${n}(g)`,
    ),
  'values that are each made of the two before': (n) =>
    python(
      `def step(w, g, lr):\n    a0 = g\n    a1 = g\n` +
        `${each(2 * n, (i) => `    a${i + 1} = a${i} * g + a${i - 1}`, '\n')}\n    return w - lr * a${2 * n + 1}`,
    ),
  'a value that is added to itself': (n) =>
    python(`def step(w, g, lr):\n    d = g\n${each(3 * n, () => '    d += d', '\n')}\n    return w - lr * d`),
  'conditions within conditions': (n) =>
    python(
      `v = mu * v + g\n${each(n, (i) => `${'    '.repeat(i - 1)}if i${i} > 0:`, '\n')}\n` +
        `${'    '.repeat(n)}v = v + 0\nw = w - lr * v`,
    ),
};

/** The lesser of two, since either may meet the collector of garbage. */
function milliseconds(answer: string): number {
  const taken = [1, 2].map(() => processorMs(() => judgeRule(answer, { expect: 'momentum' })));
  return Math.max(LEAST_MS, Math.min(...taken));
}

/** A whole answer of one thing, of as many characters as may be read and of half as many: with the square 4 times as long, with the cube 8. */
const FULL: Record<string, string> = {
  'numbers in one line': ', a=1',
  'remarks on a step': ' $g_t=0$ so $w_{t+1}=w_t$.',
  'displays of one line': '\n$\nx = i\n$',
  'terms of a sum': ' + g_t^2',
  'formulas within a text': ' $w=w-g$',
  'lines of text and TeX': '\nw -= $g$',
};

test.each(Object.entries(FULL))('a whole answer of %s', (_, piece) => {
  const answer = (length: number): string => `w_t = w - g${piece.repeat(length / piece.length)}`;
  milliseconds(answer(1000));
  const half = milliseconds(answer(9_900));
  expect(milliseconds(answer(19_800)) / half).toBeLessThan(7);
});

test('blank lines within a function', () => {
  const answer = (lines: number): string =>
    python(`def step(w, g, lr):${'\n'.repeat(lines)}    return w - lr * g`);
  milliseconds(answer(100));
  expect(milliseconds(answer(18_000))).toBeLessThan(MOST_TIMES * milliseconds(answer(1_000)));
});

test.each(Object.entries(SHAPES))('%s', (_, write) => {
  milliseconds(write(8));
  const once = milliseconds(write(8));
  expect(milliseconds(write(16)) / once).toBeLessThan(MOST_TIMES);
});
