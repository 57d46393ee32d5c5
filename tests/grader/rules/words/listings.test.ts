/** Every line of a listing counts: those in words, and what is given back at the end, wherever the listing stands. */
import { describe, expect, test } from '@jest/globals';
import { isRight, judgeRule } from '../../../../grader/rules/judge.ts';

const MOMENTUM = { expect: 'momentum' };
const isCalledRight = (rule: string): boolean => isRight(judgeRule(rule, MOMENTUM), MOMENTUM);

interface Lines {
  within?: string;
  behind?: string;
}

/** Symbols of a line between dollars. */
const inTex = (line: string): string =>
  line.replace(/(?<![\p{L}])-?[wmgk](?:_?\{?[0T]\}?)?(?![\p{L}(/])/gu, '$$$&$$');

const FORMS: Record<string, (lines: Lines) => string> = {
  fence: ({ within, behind = 'return w' }) => `\`\`\`
w <- w0
m <- 0
for k = 1 to T do
  g <- gradient of L at w
  m <- mu * m + g
  ${within ?? 'draw the next minibatch'}
  w <- w - lr * m
end for
${behind}
\`\`\``,
  'plain text': ({ within, behind = 'return w' }) => `for k = 1 to T do
  g <- gradient of L at w
  m <- mu * m + g
  ${within ?? 'draw the next minibatch'}
  w <- w - lr * m
end for
${behind}`,
  algorithmic: ({ within, behind = 'return w' }) => String.raw`\begin{algorithmic}
\FOR{$k=1$ to $T$}
\STATE $g \leftarrow \nabla L(w)$
\STATE $m \leftarrow \mu m + g$
\STATE ${inTex(within ?? 'draw the next minibatch')}
\STATE $w \leftarrow w - \eta m$
\ENDFOR
\STATE ${inTex(behind)}
\end{algorithmic}`,
};
const forms = Object.keys(FORMS);
const each = (lines: readonly string[]): [form: string, line: string][] =>
  forms.flatMap((form) => lines.map((line): [string, string] => [form, line]));

describe('what is given back', () => {
  test.each(
    each([
      'return w',
      'return w_T',
      'return w, m',
      'return the final parameters',
      'return w after T steps',
      'Output: w',
      'gib w zurück',
      '返回 w',
    ]),
  )('%s: the parameters: %s', (form, behind) => {
    expect(isCalledRight(FORMS[form]!({ behind }))).toBe(true);
  });

  test.each(
    each([
      'return m',
      'return w_0',
      'return g',
      'return -w',
      'return the gradient',
      'return m as the new parameters',
      'return w rounded to integers',
      'Output: m',
      'gib m zurück',
      '返回 m',
    ]),
  )('%s: something else: %s', (form, behind) => {
    expect(isCalledRight(FORMS[form]!({ behind }))).toBe(false);
  });

  test.each([
    'return w / 2',
    'return f(w)',
    'return x',
    'w <- w0',
    'w <- 0\nreturn w',
    'normalise w\nreturn w',
  ])('nor what is made of them: %s', (behind) => {
    expect(isCalledRight(FORMS['fence']!({ behind }))).toBe(false);
  });

  test('by another procedure it is its own', () => {
    const other = (from: string): string => `\`\`\`
function grad(w)
  return X^T (X w - y)

function momentum(w0)
  for k = 1 to T do
    g <- grad(w)
    m <- mu * m + g
    w <- w - lr * m
  return ${from}
\`\`\``;
    expect(isCalledRight(other('w'))).toBe(true);
    expect(isCalledRight(other('m'))).toBe(false);
  });
});

describe('a line of words among the steps', () => {
  test.each(
    each([
      'compute the gradient g',
      'sample a minibatch of m examples',
      'print w',
      'evaluate w on the test set',
      'update the velocity:',
      'append w to the history',
      'halve the learning rate',
      'stop if the norm of g is small',
      'berechne den Gradienten g',
      'вычислить градиент g',
      'calcular el gradiente g',
    ]),
  )('%s: is passed over where it changes nothing: %s', (form, within) => {
    expect(isCalledRight(FORMS[form]!({ within }))).toBe(true);
  });

  test.each(
    each([
      'normalise w',
      'project w onto the unit ball',
      'clip g to norm 1',
      'round w',
      'swap m and g',
      'take the sign of m',
      'm is squared',
      'double w',
      'sort m',
      'apply weight decay',
      'only if k is even',
      'every second step:',
      'normiere w',
      'нормировать w',
      'normaliser w',
      '归一化 w',
    ]),
  )('%s: and not where it may change something: %s', (form, within) => {
    expect(isCalledRight(FORMS[form]!({ within }))).toBe(false);
  });

  const list = (item: string): string => `In every step:
1. $g = \\nabla L(w)$
2. $m = \\mu m + g$
3. ${item}
4. $w = w - \\eta m$`;
  test.each([
    'Compute the loss',
    'Shuffle the data',
    'Divide the data into batches',
    'Then print $w$',
    'Normalize the inputs',
  ])('an item: %s', (item) => {
    expect(isCalledRight(list(item))).toBe(true);
  });
  test.each(['Normalize $w$', 'Then project $w$ onto the ball', 'Round $m$', 'Swap $m$ and $g$'])(
    'an item that does what no rule does: %s',
    (item) => {
      expect(isCalledRight(list(item))).toBe(false);
    },
  );
});

const isRuleOf = (rule: string, optimizer: string): boolean =>
  isRight(judgeRule(rule, { expect: optimizer }), { expect: optimizer });

describe('a function that a listing defines', () => {
  const adadelta = (definition: string, step = '-RMS(E_dx) / RMS(E_g) * g'): string => `\`\`\`
E_g = 0; E_dx = 0
for t = 1, 2, ..., T:
  compute gradient g at x
  E_g = rho * E_g + (1 - rho) * g^2
  dx = ${step}    where ${definition}
  E_dx = rho * E_dx + (1 - rho) * dx^2
  x = x + dx
\`\`\``;
  test.each(['RMS(z) = sqrt(z + eps)', 'RMS(a) = (a + eps)^(1/2)', 'root(z) = sqrt(z + eps)'])(
    '%s',
    (definition) => {
      const name = definition.split('(')[0]!;
      const step = `-${name}(E_dx) / ${name}(E_g) * g`;
      expect(isRuleOf(adadelta(definition, step), 'adadelta')).toBe(true);
      expect(isRuleOf(adadelta(definition, `-${name}(E_g) / ${name}(E_dx) * g`), 'adadelta')).toBe(false);
    },
  );
  test.each([
    'RMS(z) = z + eps',
    'RMS(z) = sqrt(z) + E_g',
    'RMS(z) = sqrt(g + eps)',
    'RMS(z) = RMS(z)',
    'root(z) = sqrt(z + eps)',
  ])('and not as it is another: %s', (definition) => {
    expect(isRuleOf(adadelta(definition), 'adadelta')).toBe(false);
  });
});

describe('what stands around the steps of a listing', () => {
  const adagrad = (head: string, remark = '', root = 'sqrt(s[i])'): string => `\`\`\`
${head}
    for each coordinate i: s[i] <- 0
    for k <- 1..N
        g <- grad(f)(x)${remark}
        for each coordinate i
            s[i] <- s[i] + g[i]^2
            x[i] <- x[i] - alpha * g[i] / (eps + ${root})
    return x
\`\`\``;
  test.each(['ADAGRAD(f, x0, alpha, eps, N)', 'adagrad(f, x):', 'minimise(f, x0)'])(
    'its head: %s',
    (head) => {
      expect(isRuleOf(adagrad(head), 'adagrad')).toBe(true);
      expect(isRuleOf(adagrad(head, '', 's[i]'), 'adagrad')).toBe(false);
    },
  );
  test.each(['  -- at the present point', '   # at x', '  // the slope', '    ▷ gradient'])(
    'remarks: %s',
    (remark) => {
      expect(isRuleOf(adagrad('ADAGRAD(f, x0)', remark), 'adagrad')).toBe(true);
    },
  );
  test.each(['clip(g)', 'x <- clip(x)'])('and not a call that may do anything: %s', (call) => {
    expect(isRuleOf(adagrad('ADAGRAD(f, x0)', `\n        ${call}`), 'adagrad')).toBe(false);
  });
});

describe('sums over the examples in words', () => {
  const sgd = (gradient: string): string[] => [
    `\`\`\`\nfor each batch:\n  g = ${gradient}\n  w = w - lr * g\n\`\`\``,
    `For each batch:\n- g = ${gradient}\n- w = w − η·g`,
  ];
  test.each([
    '(1/B) · sum over the batch of ∇ℓ(w; x_i, y_i)',
    '1/m * sum over examples of grad L(w)',
    'sum over i in batch of ∇ℓ(w; x_i, y_i)',
    'mean over the mini-batch of ∇ℓ(w; x_i)',
  ])('%s', (gradient) => {
    expect(sgd(gradient).map((rule) => isRuleOf(rule, 'sgd'))).toEqual([true, true]);
  });
  test.each([
    'sum over the batch of ∇ℓ(w; x_i, y_i)^2',
    '-sum over the batch of ∇ℓ(w; x_i, y_i)',
    'max over the batch of ∇ℓ(w; x_i, y_i)',
    'sum over all steps of ∇ℓ(w)',
    'sum over the first half of the batch of ∇ℓ(w; x_i)',
    'square of the slope at w',
    'something else',
  ])('and nothing else: %s', (gradient) => {
    expect(sgd(gradient).map((rule) => isRuleOf(rule, 'sgd'))).toEqual([false, false]);
  });
});
