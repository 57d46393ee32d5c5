import { describe, expect, test } from '@jest/globals';
import { messageParts } from '../../../contract/messages.ts';
import { headlineOf, isRight, judgeRule } from '../../../grader/rules/judge.ts';

const RMSPROP = String.raw`$$r \leftarrow \rho r + (1-\rho) g \odot g$$ $$\theta \leftarrow \theta - \frac{\epsilon}{\delta + \sqrt{r}} \odot g$$`;
const ROOTLESS = RMSPROP.replace(String.raw`\sqrt{r}`, 'r');
const RMSPROP_T = String.raw`$$s_t = \rho s_{t-1} + (1-\rho) g_t^2, \quad w_{t+1} = w_t - \eta g_t / \sqrt{s_t + \epsilon}$$`;
const EMA = String.raw`$$v = \beta v + (1-\beta) g, \quad w = w - \alpha v$$`;
const ADAM_WITHOUT_HATS = String.raw`
  $$m_t = \beta_1 m_{t-1} + (1-\beta_1) g_t, \quad v_t = \beta_2 v_{t-1} + (1-\beta_2) g_t^2$$
  $$\theta_t = \theta_{t-1} - \alpha \frac{\hat m_t}{\sqrt{\hat v_t} + \epsilon}$$`;

describe('judgeRule', () => {
  test('calls a right rule right, to rounding', () => {
    const result = judgeRule(RMSPROP, { expect: 'rmsprop' });
    expect(result).toMatchObject({
      understood: true,
      optimizer: 'rmsprop',
      faults: [],
      message: 'This is RMSProp.',
    });
    expect(result.relativeError).toBeLessThan(1e-12);
    expect(isRight(result, { expect: 'rmsprop' })).toBe(true);
  });

  test('names the fault, with the step at which it shows', () => {
    const result = judgeRule(ROOTLESS, { expect: 'rmsprop' });
    expect(result).toMatchObject({ optimizer: 'rmsprop', faults: ['missing-root'] });
    expect(result.message).toMatch(/without the square root.*parts at step 1, θ\[0\]: expected/);
    expect(result.relativeError).toBeGreaterThan(1e-3);
    expect(isRight(result, { expect: 'rmsprop' })).toBe(false);
  });

  test('says what is odd about a rule that is none of the known ones', () => {
    const skipped = RMSPROP_T.replace('s_{t-1}', 's_{t-2}');
    expect(judgeRule(skipped, { expect: 'rmsprop' })).toMatchObject({
      optimizer: null,
      difference: '“s_t” made from “s_t-2”, which is not the step before',
      message: expect.stringMatching(
        /none of the known optimizers.*parts at step.*It has “s_t” made from “s_t-2”/,
      ),
    });
    const correction = String.raw`$$\hat m_t = m_t / (1-\beta_1^{t+2})$$`;
    const miscounted = `${ADAM_WITHOUT_HATS} ${correction}`;
    expect(judgeRule(miscounted, { expect: 'adam' })).toMatchObject({
      optimizer: null,
      difference: 'a bias correction that counts other steps than the moment has',
    });
  });

  test('judges no rule that is none of the known ones in more than one thing: it may be misread', () => {
    const twice = String.raw`$$v \leftarrow \rho v + (1-\rho)\, g^3, \quad \theta \leftarrow \theta - \eta\, g\, \sqrt[3]{v + \epsilon}$$`;
    const result = judgeRule(twice, { expect: 'rmsprop' });
    expect(result).toMatchObject({ understood: false, optimizer: null });
    expect(result.message).toMatch(/^Not judged: .* more than one term .* RMSProp; it may be misread\. In “/);
    expect(headlineOf(result)).toBe('No rule was recognised');
    // Of one for which nothing was asked it is said what it is, and not what it should be.
    expect(judgeRule(twice)).toMatchObject({ understood: true, optimizer: null });
  });

  test('says of code that it could not read, and that no grammar reads, how it is read', () => {
    const code = 'val v = v.fold(beta)!!\nw = w - lr * v';
    const messageIn = (language: string) =>
      judgeRule(`\`\`\`${language}\n${code}\n\`\`\``, { expect: 'momentum' }).message;
    expect(messageIn('kotlin')).toMatch(
      /^Not understood: .* Code in “kotlin” is read line by line; formulas, Python, JavaScript, C, C\+\+, Java, Rust and Go are read whole\.$/,
    );
    for (const language of ['', 'text', 'python', 'js', 'cpp', 'c', 'java', 'rust', 'go'])
      expect(messageIn(language)).not.toContain('Code in');
    expect(messageIn('java')).toMatch(
      /^Not understood: code that its language does not have\. At “.*Write it whole/,
    );
    const right = '```rust\nv = mu * v + g;\nw = w - lr * v;\n```';
    expect(judgeRule(right, { expect: 'momentum' }).message).toBe('This is SGD with momentum.');
  });

  test('tells another optimizer from the one that was asked for', () => {
    const result = judgeRule(RMSPROP, { expect: 'adagrad' });
    expect(result.message).toMatch(/^This is RMSProp, not AdaGrad\./);
    expect(isRight(result, { expect: 'adagrad' })).toBe(false);
  });

  test('an average of gradients is momentum where the question accepts that convention', () => {
    const average = String.raw`$$v \leftarrow \beta v + (1-\beta) g, \quad \theta \leftarrow \theta - \eta v$$`;
    const open = {
      expect: 'momentum',
      accepts: ['ema-momentum', 'learning-rate-outside-velocity'] as const,
    };
    expect(isRight(judgeRule(average, open), open)).toBe(true);
    expect(judgeRule(average, open)).toMatchObject({ optimizer: 'momentum-ema', relativeError: 0 });
    const heavy = { expect: 'momentum', accepts: ['learning-rate-outside-velocity'] as const };
    expect(isRight(judgeRule(average, heavy), heavy)).toBe(false);
    expect(judgeRule(average, heavy).message).toContain('not SGD with momentum');
    // The other way round, and with a term that no convention has.
    const sum = String.raw`$$v \leftarrow \beta v + g, \quad \theta \leftarrow \theta - \eta v$$`;
    const asked = { ...heavy, expect: 'momentum-ema' };
    expect(isRight(judgeRule(sum, asked), asked)).toBe(false);
    const ascent = average.replace(String.raw`\theta - `, String.raw`\theta + `);
    expect(isRight(judgeRule(ascent, open), open)).toBe(false);
  });

  test('accepts the conventions that the question accepts', () => {
    const inside = RMSPROP.replace(String.raw`\delta + \sqrt{r}`, String.raw`\sqrt{\delta + r}`);
    const asked = { expect: 'rmsprop', accepts: ['epsilon-inside-root'] as const };
    expect(isRight(judgeRule(inside, asked), asked)).toBe(true);
    const strict = { expect: 'rmsprop', accepts: [] };
    const result = judgeRule(inside, strict);
    expect(result.conventions).toEqual(['epsilon-inside-root']);
    expect(result.message).toMatch(/convention that the question does not accept/);
    expect(isRight(result, strict)).toBe(false);
  });

  test('knows EMA momentum as an optimizer of its own', () => {
    expect(judgeRule(EMA)).toMatchObject({ optimizer: 'momentum-ema', faults: [] });
  });

  test('says what it assumed', () => {
    const result = judgeRule(ADAM_WITHOUT_HATS);
    expect(result).toMatchObject({ optimizer: 'adam', faults: [] });
    expect(result.assumptions).toHaveLength(2);
    expect(result.assumptions.join(' ')).toContain(String.raw`“\hat m” is not defined`);
  });

  test('a constant may have any name, but β₂ in the place of β₁ is a fault', () => {
    const renamed = ADAM_WITHOUT_HATS.replaceAll(String.raw`\beta_1`, 'a').replaceAll(
      String.raw`\beta_2`,
      'b',
    );
    expect(judgeRule(renamed)).toMatchObject({ optimizer: 'adam', faults: [] });
    const swapped = ADAM_WITHOUT_HATS.replace(
      /\\beta_([12])/g,
      (_, digit) => String.raw`\beta_${3 - Number(digit)}`,
    );
    expect(judgeRule(swapped)).toMatchObject({ optimizer: 'adam', faults: ['swapped-betas'] });
  });

  describe('of several parameters', () => {
    const beside = (b: string) =>
      judgeRule(String.raw`$W \leftarrow W - \eta\, dW$, $${b}$`, { expect: 'sgd' });

    test('is right where each is, and no update is called unused', () => {
      expect(beside(String.raw`b \leftarrow b - \eta\, db`)).toMatchObject({
        optimizer: 'sgd',
        faults: [],
        notices: [],
        message: 'This is SGD.',
      });
    });

    test('has the fault of any, and the message names the parameter', () => {
      const result = beside(String.raw`b \leftarrow b + \eta\, db`);
      expect(result).toMatchObject({ optimizer: 'sgd', faults: ['ascent'] });
      expect(result.message).toMatch(/^For b: this is SGD, but it moves along the gradient/);
    });

    test('is none that is known where one takes the gradient of another', () => {
      const result = beside(String.raw`b \leftarrow b - \eta\, dW`);
      expect(result).toMatchObject({ understood: true, optimizer: null, faults: [] });
      expect(result.message).toBe('For b: this is computed with the gradient or a state of W.');
    });

    test('is none that is known where each follows another optimizer', () => {
      const result = beside(String.raw`v \leftarrow \mu v + db, \; b \leftarrow b - \eta v`);
      expect(result).toMatchObject({ understood: true, optimizer: null });
      expect(result.message).toContain('For b: this is SGD with momentum');
    });

    test('is not judged where one is not and none is wrong; what is wrong stays wrong', () => {
      const odd = String.raw`b \leftarrow b - \eta\, db^3 + \eta^2`;
      expect(beside(odd)).toMatchObject({ understood: false, optimizer: null });
      expect(beside(odd).message).toMatch(/^For b: not judged: /);
      const wrong = judgeRule(String.raw`$W \leftarrow W + \eta\, dW$, $${odd}$`, { expect: 'sgd' });
      expect(wrong.understood).toBe(true);
      expect(wrong.message).toMatch(/For W: this is SGD, but it moves along the gradient/);
    });
  });

  test('a rule that is no known optimizer is understood and not right', () => {
    const result = judgeRule(String.raw`$$v = \beta v + g^3, \quad w = w - \alpha v$$`, {
      expect: 'momentum',
    });
    expect(result).toMatchObject({ understood: true, optimizer: null, faults: [] });
    expect(result.message).toMatch(/none of the known optimizers.*expected .* found/);
  });

  test.each([
    [
      'constants that have changed places',
      RMSPROP.replace(String.raw`\frac{\epsilon}{\delta`, String.raw`\frac{\epsilon}{\eta`),
      '“eta” stands where the small constant belongs',
    ],
    [
      'a learning rate that keeps the velocity, and a momentum that scales the gradient',
      String.raw`$$v_t = \eta v_{t-1} + \gamma \nabla J(\theta_{t-1}), \quad \theta_t = \theta_{t-1} - v_t$$`,
      '“eta” stands where the momentum belongs and “gamma” where the learning rate does',
    ],
    [
      'an average that grows',
      String.raw`With $\rho = 1.9$: ${RMSPROP}`,
      'rho = 1.9 is no decay, which lies between 0 and 1',
    ],
    [
      'an average that forgets nearly everything',
      String.raw`With $\rho = 0.1$: ${RMSPROP}`,
      'the average keeps only 0.1 of its old value',
    ],
  ])('a rule of the right form is not right with %s', (_, markdown, reason) => {
    const asked = { expect: 'rmsprop' };
    const result = judgeRule(markdown, asked);
    expect(result).toMatchObject({ understood: true, optimizer: null, faults: [] });
    expect(result.message).toContain(reason);
    expect(isRight(result, asked)).toBe(false);
  });

  test.each([
    ['an aside about a special case', String.raw` If $\rho = 0$ we get $r \leftarrow g \odot g$.`],
    ['the rule of another optimizer', String.raw` In AdaGrad it is $r \leftarrow r + g \odot g$.`],
    ['a rule that is rejected', String.raw` It would be wrong to write $r \leftarrow r + g \odot g$.`],
    ['one that is struck through', String.raw` ~~$$r \leftarrow r + g \odot g$$~~`],
    ['the same once more', String.raw` So $r \leftarrow (1-\rho) g^2 + \rho r$.`],
  ])('a right rule stays right beside %s', (_, remark) => {
    const asked = { expect: 'rmsprop' };
    expect(isRight(judgeRule(RMSPROP + remark, asked), asked)).toBe(true);
  });

  test('a state that is reset in every step is not kept, though plain descent is left', () => {
    const steps = String.raw`$v \leftarrow \alpha v - \epsilon g$ and $\theta \leftarrow \theta + v$`;
    const asked = { expect: 'momentum' };
    expect(isRight(judgeRule(`Initialise $v = 0$. In each step ${steps}.`, asked), asked)).toBe(true);
    const result = judgeRule(`In each step set $v = 0$, then ${steps}.`, asked);
    expect(result).toMatchObject({ optimizer: 'momentum', faults: ['state-not-kept'] });
    expect(result.notices).toEqual(['“v” is reset in every step.']);
    expect(result.message).toMatch(/parts at step 2/);
  });

  test('infinity is no agreement', () => {
    const result = judgeRule(String.raw`
      $$v_t = \beta_2 v_{t-1} + (1-\beta_2) g_t^2, \quad m_t = \beta_1 m_{t-1} + (1-\beta_1) g_t$$
      $$\theta_t = \theta_{t-1} - \alpha \hat m_t / \sqrt{\hat v_t} + \epsilon$$`);
    expect(result).toMatchObject({ understood: true, optimizer: 'adam', faults: ['epsilon-added-to-step'] });
  });

  test('a constant that is given as 0 takes its term out of the rule, one that might be 0 does not', () => {
    const dampened = String.raw`$$b_t = \mu b_{t-1} + (1-\tau) g_t, \quad w_t = w_{t-1} - \eta b_t$$`;
    const asked = { expect: 'momentum' };
    const verdict = (text: string): boolean => isRight(judgeRule(dampened + text, asked), asked);
    expect(verdict(String.raw` where $\tau = 0$ is the dampening.`)).toBe(true);
    expect(verdict(String.raw` For $\tau = 0$ we recover momentum.`)).toBe(false);
    expect(verdict(String.raw` It starts at $\tau = 0$.`)).toBe(false);
    expect(verdict('')).toBe(false);
    const decayed = String.raw`$$w \leftarrow w - \eta (g + \lambda w)$$ with $\lambda = 0$`;
    expect(judgeRule(decayed)).toMatchObject({ optimizer: 'sgd', faults: [] });
  });

  test('reads decimals with a comma in a list and at the end of a sentence', () => {
    const listed =
      'm = b1 m + (1-b1) g\nu = max(b2 u, |g|)\nw = w - a m/(1-b1^t)/u\n\na = 0,002, b1 = 0,9, b2 = 0,999.';
    expect(judgeRule(listed, { expect: 'adamax' }).message).toBe('This is AdaMax.');
  });

  test('tells where a weight decay belongs that was to be taken off the parameters', () => {
    const rule = String.raw`$g_t = \nabla f(\theta_{t-1}) + \lambda\theta_{t-1}$ ${ADAM_WITHOUT_HATS}`;
    expect(judgeRule(rule, { expect: 'adamw' })).toMatchObject({
      message: expect.stringContaining('it was to be taken off the parameters themselves'),
      notices: [],
    });
    expect(judgeRule(rule, { expect: 'adam' }).notices).toEqual(['A weight decay is added to the gradient.']);
  });

  test.each([
    ['nothing', '', 'no equation'],
    ['prose', 'Momentum is like a ball.', 'no equation'],
    [
      'moments without an update',
      String.raw`$$v \leftarrow \alpha v - \epsilon g$$`,
      'the update of the parameters is missing',
    ],
    [
      'an undefined state',
      String.raw`$$w \leftarrow w - \frac{\eta}{\sqrt{v_t}} g_t$$`,
      'used but never defined',
    ],
    ['no gradient', String.raw`$$w \leftarrow w - \eta w$$`, 'the gradient does not occur'],
    ['broken TeX', String.raw`$$w \leftarrow w - \frac{\eta g$$`, 'Not understood'],
    ['a command that does not exist', String.raw`$$w \leftarrow w - \foo g$$`, String.raw`: “\foo”.`],
    [
      'a bracket that is never closed',
      String.raw`$$w \leftarrow w - \left( g$$`,
      String.raw`“\right”, got 'EOF'`,
    ],
    ['a function that no rule has', String.raw`$$w \leftarrow w - \tanh(g)$$`, String.raw`“\tanh”`],
    [
      'two equations for one name',
      String.raw`${ADAM_WITHOUT_HATS} $$\theta_t = \theta_{t-1} - \alpha \hat m_t$$`,
      'given twice, by different equations',
    ],
    [
      'the same in the text',
      String.raw`${RMSPROP} Note that $r \leftarrow \rho r - (1-\rho) g \odot g$.`,
      'given twice, by different equations',
    ],
    [
      'a sum that is not what the recursion adds up to',
      String.raw`$v_t = \beta v_{t-1} + g_t$, that is $v_t = \sum_{i=1}^t \beta^i g_i$, and $\theta_t = \theta_{t-1} - \eta v_t$`,
      'given by a recursion and by a sum, and the two are not the same',
    ],
    [
      'a number that may be a start or a reset',
      String.raw`$v \leftarrow \alpha v - \epsilon g$, $\theta \leftarrow \theta + v$, $v = 0$`,
      'not clear whether once or in every step',
    ],
    [
      'a root that is crossed out',
      RMSPROP.replace(String.raw`\sqrt{r}`, String.raw`\cancel{\sqrt{r}} r`),
      'crossed out',
    ],
    ['a rule that is rejected', `It would be wrong to write ${RMSPROP}`, 'that it is not meant'],
    [
      'words that go on',
      String.raw`$$w \leftarrow w - \eta g \text{ times } \sqrt{v}$$`,
      '“times” behind an equation',
    ],
    ['a condition', String.raw`$$w \leftarrow w - \eta g \text{ if } t > 3$$`, '“if” behind an equation'],
    ['a relation that denies', String.raw`$$w \neq w - \eta g$$`, 'says what does not hold'],
    [
      'a helper under another name',
      String.raw`$$q_t = G_{t-1} + g_t^2, \quad w_{t+1} = w_t - \frac{\eta}{\sqrt{G_t}} g_t$$`,
      'is defined and never used',
    ],
    [
      'the index of a sum',
      String.raw`$$w_{t+1} = w_t - \frac{\eta}{\sqrt{\sum_{s=1}^t g_t^2}} g_t$$`,
      'does not occur behind it',
    ],
    [
      'another coordinate',
      String.raw`$$w_{t+1,i} = w_{t,i} - \eta g_{t,j}$$`,
      'a coordinate that the left-hand side does not have',
    ],
    ['the Hessian', String.raw`$$w \leftarrow w - \eta \nabla^2 J(w)$$`, 'second derivative'],
    [
      'the gradient where the step ends',
      String.raw`$$w_{t+1} = w_t - \eta \nabla J(w_{t+1})$$`,
      'that this step makes',
    ],
    [
      'the gradient at a fixed point',
      String.raw`$$w_{t+1} = w_t - \eta \nabla J(w_0)$$`,
      'which is not the point of this step',
    ],
    [
      'the gradient ahead of an earlier step',
      String.raw`$$y_k = x_k + \beta(x_k - x_{k-1}), \quad x_{k+1} = y_k - \alpha\nabla f(y_{k-1})$$`,
      'which is not the point of this step',
    ],
    [
      'the old parameters',
      String.raw`$$w_{t+1} = -\eta \nabla J(w_t)$$`,
      '“w” gets a value that is not made from its old one',
    ],
    [
      'a start that is made from something',
      String.raw`$$v_t = \begin{cases} \beta v_{t-1} + g_t & t = 0 \\ 0 & t > 0 \end{cases}, \quad w_t = w_{t-1} - \eta v_t$$`,
      'a start that is no number',
    ],
    [
      'a first step of its own',
      String.raw`$$v_t = \begin{cases} g_t & t = 1 \\ \beta v_{t-1} + (1-\beta) g_t & t > 1 \end{cases}, \quad w_t = w_{t-1} - \eta v_t$$`,
      'a step that is another than the steps behind it make from 0',
    ],
    [
      'cases that leave steps out',
      String.raw`$$v_t = \begin{cases} 0 & t = 0 \\ \beta v_{t-1} + g_t & t > 1 \end{cases}, \quad w_t = w_{t-1} - \eta v_t$$`,
      'a case distinction',
    ],
    [
      'branches of a listing',
      String.raw`$$\begin{aligned} &v_t \leftarrow \mu v_{t-1} + g_t \\ &\textbf{if} \: \mu \neq 0 \\ &w_t \leftarrow w_{t-1} - \eta v_t \end{aligned}$$`,
      '“if” in a listing',
    ],
    [
      'the number of a schedule',
      String.raw`$$\mu_t = \beta (1 - 0.9^{\psi t}), \quad v_t = \mu_t v_{t-1} + g_t, \quad w_t = w_{t-1} - \eta v_t$$`,
      'in an exponent has no value',
    ],
    [
      'a value of the future',
      String.raw`$$v_t = \beta v_{t-1} + g_t, \quad w_{t+1} = w_t - \eta v_{t+1}$$`,
      'later step',
    ],
  ])('says what is missing: %s', (_, markdown, reason) => {
    const result = judgeRule(markdown);
    expect(result.understood).toBe(false);
    expect(result.message).toContain(reason);
    expect(result.relativeError).toBeNull();
    // What is to be written stands there as code; the rest but what the answer itself says is words.
    const words = messageParts(result.message).flatMap(({ text, isCode }) => (isCode ? [] : [text]));
    expect(words.join('').replace(/“[^”]*”/g, '')).not.toMatch(/[\\$]/);
  });
});

describe('the first difference', () => {
  const rule = (divisor: string): string =>
    String.raw`$v_t = \beta v_{t-1} + (1-\beta) g_t^2$, $\theta_t = \theta_{t-1} - \frac{\eta}{${divisor}} g_t$`;

  test.each([
    ['of a right rule is none', rule(String.raw`\sqrt{v_t} + \epsilon`), undefined, null],
    [
      'of a fault names the term',
      rule(String.raw`v_t + \epsilon`),
      undefined,
      'the denominator: it divides by the second moment itself, without the square root',
    ],
    [
      'of a convention that is not accepted names it',
      rule(String.raw`\sqrt{v_t + \epsilon}`),
      [],
      'epsilon inside the root, a convention that this question does not accept',
    ],
    [
      'of another optimizer names the term',
      String.raw`$w \leftarrow w - \eta g$`,
      undefined,
      'the second moment: these are the steps of SGD',
    ],
  ])('%s', (_, answer, accepts, difference) => {
    expect(judgeRule(answer, { expect: 'rmsprop', accepts: accepts as [] | undefined }).difference).toBe(
      difference,
    );
  });

  test.each([
    [
      'adamax',
      String.raw`$$m_t = \beta_1 m_{t-1} + (1-\beta_1) g_t, \; u_t = \max(\beta_2 u_{t-1}, g_t^2), \; \theta_t = \theta_{t-1} - \frac{\alpha}{1-\beta_1^t} \frac{m_t}{u_t}$$`,
      'in “u”: “g²” stands where AdaMax has “|g|” (the root is missing)',
    ],
    [
      'rmsprop',
      String.raw`$$v \leftarrow \rho v + (1-\rho) g^2, \quad \theta \leftarrow \theta - \eta \sqrt{\frac{g}{v + \epsilon}}$$`,
      'in “θ”: “√(g/(v + ε))” stands where RMSProp has “g/√(v + ε)”',
    ],
  ])(
    'of a rule of %s that is none of the known ones is the smallest term that differs',
    (expect_, answer, difference) => {
      const result = judgeRule(answer, { expect: expect_ });
      expect(result).toMatchObject({ optimizer: null, difference });
      expect(result.message).toContain(difference.slice(1));
    },
  );

  test('of what is passed over is what is said there', () => {
    const answer = rule(String.raw`\sqrt{v_t} + \epsilon`).replace('g_t^2', 'g_1^2');
    expect(judgeRule(answer, { expect: 'rmsprop' }).difference).toBe('“g_1”, which is one fixed step');
  });
});
