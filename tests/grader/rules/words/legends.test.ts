/** What symbols are called beside a rule, and rules of words with signs between them. */
import { expect, test } from '@jest/globals';
import { isRight, judgeRule } from '../../../../grader/rules/judge.ts';

const ADAM = `m = b1*m + (1-b1)*g
v = b2*v + (1-b2)*g^2
mh = m/(1-b1^t)
vh = v/(1-b2^t)
w = w - lr*mh/(sqrt(vh)+eps)`;
const MOMENTUM = `m = b1*m + g
w = w - lr*m`;
const NESTEROV = `\`\`\`
v := 0
while not done:
    w_ahead := w + mu*v
    g := grad L at w_ahead
    v := mu*v - eta*g
    w := w + v
\`\`\``;
const WRITTEN_OUT = String.raw`$w_{t+1} = w_t - \eta\,(g_t + \mu g_{t-1} + \mu^2 g_{t-2} + \dots + \mu^t g_0)$, where $g_k=\nabla L(w_k)$`;
const AMSGRAD = `m₀=v₀=0, V₀=0（Vは最大値の記録）

mₜ = β₁mₜ₋₁ + (1−β₁)gₜ
vₜ = β₂vₜ₋₁ + (1−β₂)gₜ²
m̂ₜ = mₜ/(1−β₁ᵗ),  v̂ₜ = vₜ/(1−β₂ᵗ)
Vₜ = max(Vₜ₋₁, v̂ₜ)
θₜ = θₜ₋₁ − α·m̂ₜ/(√Vₜ + ε)`;

test.each([
  ['adam', true, `${ADAM}\n\nm = smoothed gradient, v = smoothed squared gradient`],
  ['adam', true, `${ADAM}\n\nmh/vh = bias-corrected, b1^t = power`],
  ['momentum', true, `${MOMENTUM}\n\nm = velocity`],
  ['momentum', true, `${MOMENTUM}\n\nm = accumulated gradient`],
  // Of a gradient the words say which one it is.
  ['momentum', false, `${MOMENTUM}\n\ng = clipped gradient`],
  ['momentum', false, `${MOMENTUM}\n\ng = squared gradient`],
  // What no equation makes is not made by its name.
  ['rmsprop', false, 'v = running average\nw = w - lr*g/(sqrt(v)+eps)'],
  ['momentum', true, `${MOMENTUM}\n\nm starts at zero and gamma = 0.9.`],
  ['momentum', false, `${MOMENTUM}\n\nm starts at 0.9.`],
  ['momentum', false, `${MOMENTUM}\n\nm starts with m = 0.9.`],
  // What is said of another optimizer.
  ['adam', true, `${ADAM}\n\nRMSProp would be w = w - lr*g/(sqrt(v)+eps) instead.`],
  ['adam', true, `${ADAM}\n\nBei RMSProp wäre es w = w - lr*g/(sqrt(v)+eps) gewesen.`],
  ['adam', false, `${ADAM.replace('w = w', 'It would be w = w')} times 2`],
  ['amsgrad', true, AMSGRAD],
  ['amsgrad', false, AMSGRAD.replace('Vₜ₋₁, v̂ₜ', 'Vₜ₋₁, vₜ₋₁')],
])('%s: %s of %j', (optimizer, right, text) => {
  const options = { expect: optimizer };
  expect(isRight(judgeRule(text, options), options)).toBe(right);
});

test('a gradient of the loss at a point is taken there, in a listing too', () => {
  const of = (text: string): unknown => judgeRule(text, { expect: 'nesterov' }).optimizer;
  expect(of(NESTEROV)).toBe('nesterov');
  expect(of(NESTEROV.replace('at w_ahead', 'an der Stelle w_ahead (aktueller Minibatch)'))).toBe('nesterov');
  expect(of(NESTEROV.replace('at w_ahead', 'at w'))).toBe('momentum');
});

test.each([
  [true, WRITTEN_OUT],
  [false, WRITTEN_OUT.replace('\\mu^t g_0', '\\mu^{t-1} g_0')],
  [false, WRITTEN_OUT.replace('L(w_k)', 'L(w_{k-1})')],
  [false, WRITTEN_OUT.replace('L(w_k)', 'L(w_0)')],
  [false, WRITTEN_OUT.replace('L(w_k)', 'L(v_k)')],
  [false, WRITTEN_OUT.replace('L(w_k)', 'L(w_k)^2')],
])('the gradient at any step, and the last of its terms: %s of %s', (right, text) => {
  const options = { expect: 'momentum' };
  expect(isRight(judgeRule(text, options), options)).toBe(right);
});

const WORD_EQUATIONS = [
  ['nieuw gewicht', 'oud gewicht', 'gradiënt'],
  ['neues Gewicht', 'altes Gewicht', 'Gradient'],
  ['nouveau poids', 'ancien poids', 'gradient'],
  ['peso nuevo', 'peso anterior', 'gradiente'],
  ['nuovo peso', 'peso precedente', 'gradiente'],
  ['bobot baru', 'bobot lama', 'gradien'],
  ['new weight', 'old weight', 'gradient'],
] as const;

test.each([
  [
    'amsgrad',
    true,
    'm = b1*m + (1-b1)*g\nv = b2*v + (1-b2)*g^2\nM = max(M, v)     ← the largest of all so far\nw = w - lr*m/(sqrt(M)+eps)',
  ],
  ['momentum', true, 'v ← μ·v + g     <- the running velocity\nw ← w − η·v     ← and the step'],
  ['momentum', false, 'v ← μ·v + g     ← μ·v − g\nw ← w − η·v'],
  // What is done is no remark.
  ['momentum', false, 'v ← μ·v + g     ← divided by two\nw ← w − η·v'],
  ['momentum', false, 'v ← μ·v + g     ← wird danach verdoppelt\nw ← w − η·v'],
  [
    'rmsprop',
    true,
    '- s = 0.9·s + 0.1·g²  (elementwise)\n- $w := w-\\alpha\\dfrac{g}{\\sqrt{s}+\\epsilon}$, so that it is damped',
  ],
  ['rmsprop', false, '- s = 0.9·s + 0.1·g²\n- g\n- $w := w-\\alpha\\dfrac{g}{\\sqrt{s}+\\epsilon}$'],
  [
    'nadam',
    true,
    `μ_t ← β₁(1 − ½·0.96^{tψ}),  μ_{t+1} ← β₁(1 − ½·0.96^{(t+1)ψ})
m ← β₁ m + (1−β₁) g
v ← β₂ v + (1−β₂) g²
m̂ ← μ_{t+1}·m / (1 − ∏_{i=1}^{t+1} μ_i) + (1−μ_t)·g / (1 − ∏_{i=1}^{t} μ_i)
v̂ ← v/(1−β₂^t)
θ ← θ − γ·m̂/(√v̂ + ε)`,
  ],
])('remarks behind an arrow, items and signs: %s, %s', (optimizer, right, text) => {
  const options = { expect: optimizer };
  expect(isRight(judgeRule(text, options), options)).toBe(right);
});

test.each(WORD_EQUATIONS)('an equation of words: %s = %s − lr × %s', (made, old, gradient) => {
  const isSgd = (text: string): boolean => isRight(judgeRule(text, { expect: 'sgd' }), { expect: 'sgd' });
  expect(isSgd(`${made} = ${old} − lr × ${gradient}`)).toBe(true);
  expect(isSgd(`${made} = ${old} + lr × ${gradient}`)).toBe(false);
  expect(isSgd(`${made} = ${gradient} − lr × ${old}`)).toBe(false);
});
