/** What a rule is told that is none of the known ones: the smallest terms in which it differs. */
import { expect, test } from '@jest/globals';
import { judgeRule, isRight } from '../../../grader/rules/judge.ts';
import { OPTIMIZERS } from '../../../grader/optimizers/index.ts';
import { isFaulty, readCorpus, wasWrittenBefore } from './corpusScore.ts';
import { mutantsOf } from './mutants.ts';

const MOMENTS = String.raw`$$m_t = \beta_1 m_{t-1} + (1-\beta_1) g_t, \quad v_t = \beta_2 v_{t-1} + (1-\beta_2) g_t^2$$
$$\hat m_t = \frac{m_t}{1-\beta_1^t}, \quad \hat v_t = \frac{v_t}{1-\beta_2^t}$$`;

test.each([
  [
    'adadelta',
    'a ratio upside down',
    String.raw`$$E_t = \rho E_{t-1} + (1-\rho) g_t^2, \quad \Delta_t = -\frac{\sqrt{E_t + \epsilon}}{\sqrt{D_{t-1} + \epsilon}} g_t$$
      $$D_t = \rho D_{t-1} + (1-\rho) \Delta_t^2, \quad \theta_t = \theta_{t-1} + \Delta_t$$`,
    /^in “Δ”: “√\(E \+ ε\)\/√\(D_\{t−1\} \+ ε\)” stands where AdaDelta has “√\(D_\{t−1\} \+ ε\)\/√\(E \+ ε\)” \(it is upside down\)$/,
  ],
  [
    'amsgrad',
    'a maximum with the moment of the step before',
    String.raw`$$m_t = \beta_1 m_{t-1} + (1-\beta_1) g_t, \quad v_t = \beta_2 v_{t-1} + (1-\beta_2) g_t^2$$
      $$\hat v_t = \max(v_{t-1}, v_t), \quad \theta_t = \theta_{t-1} - \frac{\eta}{\sqrt{\hat v_t} + \epsilon} m_t$$`,
    /^in “v̂”: “v_\{t−1\}” stands where AMSGrad has “v̂_\{t−1\}”$/,
  ],
  [
    'adamw',
    'a decay inside the fraction',
    String.raw`${MOMENTS} $$\theta_t = \theta_{t-1} - \eta \frac{\hat m_t + \lambda \theta_{t-1}}{\sqrt{\hat v_t} + \epsilon}$$`,
    /AdamW does not have the division by “√v̂ \+ ε”$/,
  ],
  [
    'adamw',
    'a decay with the other sign',
    String.raw`${MOMENTS} $$\theta_t = \theta_{t-1} - \eta \left(\frac{\hat m_t}{\sqrt{\hat v_t} + \epsilon} - \lambda \theta_{t-1}\right)$$`,
    /“η λ θ_\{t−1\}” is added; by AdamW it is taken off$/,
  ],
  [
    'nesterov',
    'a look ahead on the wrong side',
    String.raw`$$v_t = \gamma v_{t-1} + \eta \nabla J(\theta_{t-1} + \gamma v_{t-1}), \quad \theta_t = \theta_{t-1} - v_t$$`,
    /^where the gradient is taken, “γ v_\{t−1\}” is added; by Nesterov momentum it is taken off$/,
  ],
  [
    'nadam',
    'a factor that is missing',
    String.raw`${MOMENTS} $$\theta_t = \theta_{t-1} - \frac{\eta}{\sqrt{\hat v_t} + \epsilon} \left(\beta_1 \hat m_t + \frac{g_t}{1-\beta_1^t}\right)$$`,
    /the factor “1 − β_1”, which NAdam has, is missing$/,
  ],
])('of %s: %s', (optimizer, _, rule, said) => {
  expect(judgeRule(rule, { expect: optimizer }).difference).toMatch(said);
});

test.each([
  [
    'adam',
    'moments that changed places',
    String.raw`${MOMENTS} $$w_t = w_{t-1} - \eta \frac{\hat v_t}{\sqrt{\hat m_t} + \epsilon}$$`,
    'In “w”: “v̂” stands where Adam has “m̂”.',
  ],
  [
    'momentum',
    'a velocity that moves nothing',
    '```python\nself.v = self.mu * self.v + grad\nw = w - self.lr * grad\n```',
    '“v” is computed and never used. In “w”: “g” stands where SGD with momentum has “v”.',
  ],
  [
    'amsgrad',
    'a maximum that moves nothing',
    String.raw`${MOMENTS} $$\tilde v_t = \max(\tilde v_{t-1}, v_t), \quad w_t = w_{t-1} - \eta \frac{m_t}{\sqrt{v_t} + \epsilon}$$`,
    '“v\u0303” is computed and never used.',
  ],
  [
    'rmsprop',
    'a sum in place of an average',
    String.raw`$$s_t = s_{t-1} + g_t^2, \quad w_{t+1} = w_t - \frac{\alpha}{\sqrt{s_t} + \epsilon} g_t$$`,
    'in “s_{t−1}” the factor “ρ”, which RMSProp has, is missing.',
  ],
  [
    'nadam',
    'Adam',
    String.raw`${MOMENTS} $$w_{t+1} = w_t - \frac{\eta}{\sqrt{\hat v_t} + \epsilon} \hat m_t$$`,
    'the term “(1 − β_1) g/(1 − β_1^t)”, which NAdam has, is missing.',
  ],
  [
    'nesterov',
    'a velocity that keeps nothing',
    String.raw`$$v_{t+1} = -\eta \nabla f(x_t + \mu v_t), \quad x_{t+1} = x_t + v_{t+1}$$`,
    'In “v”: the term “μ v_{t−1}”, which Nesterov momentum has, is missing.',
  ],
  [
    'momentum',
    'the gradient before in place of the velocity',
    String.raw`$$v_t = g_t + \beta g_{t-1}, \quad g_t = \nabla J(w_t)$$ $$w_{t+1} = w_t - \eta v_t$$`,
    'In “v”: “g_{t−1}” stands where SGD with momentum has “v_{t−1}”.',
  ],
  [
    'sgd',
    'the loss itself',
    String.raw`$$\theta_{t+1} = \theta_t - \eta J(\theta_t; x^{(i)}, y^{(i)})$$`,
    'the objective itself stands in the rule, not its gradient.',
  ],
])('of %s the message names %s', (optimizer, _, rule, said) => {
  expect(judgeRule(rule, { expect: optimizer }).message).toContain(said);
});

test('where a state starts elsewhere, that is said', () => {
  const rule = String.raw`$v_0 = 3$, $v_t = \beta v_{t-1} + (1-\beta) g_t^2$, $\theta_t = \theta_{t-1} - \eta g_t / \sqrt{v_t + \epsilon}$`;
  expect(judgeRule(rule, { expect: 'rmsprop' }).difference).toMatch(/start/);
});

test('a rule with one more constant factor is not judged before it is said what that is', () => {
  const adadelta = (rate: string): string => String.raw`$E_t = \gamma E_{t-1} + (1-\gamma) g_t^2$,
$\Delta\theta_t = -\alpha \frac{\sqrt{D_{t-1} + \epsilon}}{\sqrt{E_t + \epsilon}} g_t$, $D_t = \gamma D_{t-1} + (1-\gamma) \Delta\theta_t^2$,
$\theta_{t+1} = \theta_t + \Delta\theta_t$. ${rate}`;
  const open = judgeRule(adadelta(''), { expect: 'adadelta' });
  expect(open).toMatchObject({ understood: false, optimizer: null });
  expect(open.message).toMatch(/^Not judged: where “α” is 1 this is AdaDelta\. Say what it is\./);
  const judged = (rate: string) => judgeRule(adadelta(rate), { expect: 'adadelta' });
  expect(isRight(judged(String.raw`Here $\alpha = 1$.`), { expect: 'adadelta' })).toBe(true);
  expect(judged(String.raw`Here $\alpha = 0.5$.`)).toMatchObject({ understood: true, optimizer: null });
});

test('the law: whatever token of a right rule is another one, a wrong rule is told a term', () => {
  const rules = readCorpus()
    .filter((entry) => !isFaulty(entry) && wasWrittenBefore(entry) && entry.asked === undefined)
    .map(({ id, rule, optimizer }) => ({ id, rule, expect: optimizer }));
  const mutants = rules.flatMap((rule) => [...mutantsOf(rule)].map((mutant) => ({ mutant, rule })));
  const tried = mutants.filter((_, i) => i % 47 === 0);
  const untold = tried.flatMap(({ mutant, rule }) => {
    const asked = { expect: rule.expect };
    const result = judgeRule(mutant.rule, asked);
    const isTold = !/^(On the test gradients|This rule was read)/.test(result.difference ?? '');
    return isRight(result, asked) || isTold ? [] : [`${mutant.id}: ${mutant.said}`];
  });
  expect(tried.length).toBeGreaterThan(100);
  expect(untold).toEqual([]);
});

test('every optimizer that a question may ask for has forms to be compared with', () => {
  const wrong = String.raw`$\theta_t = \theta_{t-1} - \eta g_t^5$`;
  const silent = OPTIMIZERS.filter(({ isWrapped }) => !isWrapped).filter(({ name }) =>
    /^On the test/.test(judgeRule(wrong, { expect: name }).difference!),
  );
  expect(silent.map(({ name }) => name)).toEqual([]);
});
