/** Paper, written rule and code on one objective: where each parts, in which term, and what is no fault. */
import { describe, expect, test } from '@jest/globals';
import type { Diagnosis, TrajectoryPlot } from '../../../contract/report.ts';
import type { RuleSource } from '../../../contract/rules.ts';
import { quadratic } from '../../../grader/objectives/quadratic.ts';
import { OPTIMIZERS } from '../../../grader/optimizers/index.ts';
import { rmsprop } from '../../../grader/optimizers/rmsprop.ts';
import { completeHyperparameters } from '../../../grader/optimizers/hyperparameters.ts';
import { closedLoop, pointStepper } from '../../../grader/rules/run/closedLoop.ts';
import { FAMILY, FORMS } from '../../../grader/rules/lookup/forms.ts';
import { compareSources } from '../../../grader/rules/sources.ts';
import type { CodeSource } from '../../../grader/rules/sources.ts';

const rule = (denominator: string, decay = String.raw`\rho r + (1-\rho)`) =>
  String.raw`$$r \leftarrow ${decay} g \odot g, \quad \theta \leftarrow \theta - \frac{\epsilon}{${denominator}} \odot g$$`;
const RIGHT = rule(String.raw`\delta + \sqrt{r}`);
const INSIDE = rule(String.raw`\sqrt{\delta + r}`);
const ROOTLESS = rule(String.raw`\delta + r`);

const ADAM = (m: string, v: string) => String.raw`
  $$m_t = ${m} m_{t-1} + (1-${m}) g_t, \quad v_t = ${v} v_{t-1} + (1-${v}) g_t^2$$
  $$\hat m_t = \frac{m_t}{1-${m}^t}, \quad \hat v_t = \frac{v_t}{1-${v}^t}$$
  $$\theta_t = \theta_{t-1} - \alpha \frac{\hat m_t}{\sqrt{\hat v_t} + \epsilon}$$`;

const compare = (answer: string, optimizer = 'rmsprop', code: CodeSource | null = null) =>
  compareSources(
    { answer, macros: {}, name: 'the rule' },
    { optimizer, accepts: ['epsilon-inside-root'] },
    code,
  );
const of = (source: RuleSource['source'], sources: RuleSource[]) =>
  sources.find((each) => each.source === source);

describe('a written rule', () => {
  test('that is right takes the steps of the paper and never parts', () => {
    const { sources, objective, hyperparameters, remarks } = compare(RIGHT);
    expect(objective).toBe('quadratic');
    expect(Object.keys(hyperparameters)).toEqual(Object.keys(rmsprop.defaults));
    expect(remarks).toEqual([]);
    expect(sources.map(({ source }) => source)).toEqual(['paper', 'written']);
    expect(of('written', sources)).toMatchObject({ partsAt: null, because: '', right: true });
    const [x, y] = of('written', sources)?.points.at(-1) ?? [];
    const [px, py] = of('paper', sources)?.points.at(-1) ?? [];
    expect(x).toBeCloseTo(px ?? NaN, 12);
    expect(y).toBeCloseTo(py ?? NaN, 12);
  });

  test('without its root parts at the first step, in the denominator', () => {
    const written = of('written', compare(ROOTLESS).sources);
    expect(written).toMatchObject({ partsAt: 1, right: false });
    expect(written?.because).toMatch(/^the denominator: .*without the square root/);
    expect(written?.points).toHaveLength(61);
    expect(written?.losses[0]).toBe(20.5);
  });

  test('of which that of another parameter is wrong is not right, though the one that is drawn never parts', () => {
    const sgd = String.raw`$W \leftarrow W - \eta\, dW$, $b \leftarrow b + \eta\, db$`;
    const written = of('written', compare(sgd, 'sgd').sources);
    expect(written).toMatchObject({ partsAt: null, right: false });
    expect(written?.because).toMatch(/^For b: /);
  });

  test('with an accepted convention parts, and the convention is named and is no fault', () => {
    expect(of('written', compare(INSIDE).sources)).toMatchObject({
      partsAt: 1,
      because: 'epsilon inside the root, a convention that this question accepts',
      right: true,
    });
    const strict = compareSources(
      { answer: INSIDE, macros: {}, name: 'the rule' },
      { optimizer: 'rmsprop', accepts: [] },
      null,
    );
    expect(of('written', strict.sources)).toMatchObject({
      because: 'epsilon inside the root, a convention that this question does not accept',
      right: false,
    });
  });

  test('of another optimizer says which term makes it that one', () => {
    const adagrad = rule(String.raw`\delta + \sqrt{r}`, 'r +');
    expect(of('written', compare(adagrad).sources)).toMatchObject({
      partsAt: 1,
      because: 'the second moment: these are the steps of AdaGrad',
      right: false,
    });
  });

  test('keeps its own numbers, and all sources take them where there is no code', () => {
    const { hyperparameters, sources } = compare(rule(String.raw`\delta + \sqrt{r}`, '0.9 r + 0.1'));
    expect(hyperparameters['decay_rate']).toBe(0.9);
    expect(of('written', sources)?.partsAt).toBeNull();
  });

  test('whose decays have changed places parts when the second gradient comes', () => {
    const swapped = of('written', compare(ADAM(String.raw`\beta_2`, String.raw`\beta_1`), 'adam').sources);
    expect(swapped).toMatchObject({ partsAt: 2, right: false });
    expect(swapped?.because).toMatch(/^the decay rates/);
    const literal = of('written', compare(ADAM('0.999', '0.9'), 'adam').sources);
    expect(literal).toMatchObject({ partsAt: 2, right: false });
    expect(of('written', compare(ADAM('0.9', '0.999'), 'adam').sources)?.partsAt).toBeNull();
  });

  test('that divides by zero at its first step has no points after the start', () => {
    const late = ADAM(String.raw`\beta_1`, String.raw`\beta_2`).replaceAll('^t}', '^{t-1}}');
    const written = of('written', compare(late, 'adam').sources);
    expect(written).toMatchObject({ partsAt: 1, right: false });
    expect(written?.points.slice(0, 2)).toEqual([
      [1, 2],
      [null, null],
    ]);
  });

  test('that was not understood is not drawn, and the reason is said', () => {
    const { sources, remarks } = compare(String.raw`$$r \leftarrow \rho r +$$`);
    expect(sources.map(({ source }) => source)).toEqual(['paper']);
    expect(remarks.join()).toMatch(/not understood.*Complete the formula/);
  });

  test('that is no known optimizer is drawn all the same, with no fault put to it', () => {
    const cubed = RIGHT.replace(String.raw`g \odot g,`, 'g^3,');
    expect(of('written', compare(cubed).sources)).toMatchObject({ partsAt: 1, right: false });
    expect(of('written', compare(cubed).sources)?.because).toMatch(/^no known optimizer/);
  });

  test.each([
    [
      'nesterov',
      String.raw`$$\tilde\theta = \theta + \alpha v$$ $$g = \nabla f(\tilde\theta)$$ $$v \leftarrow \alpha v - \epsilon g,\quad \theta \leftarrow \theta + v$$`,
    ],
    ['momentum', String.raw`$$v \leftarrow \alpha v - \epsilon g, \quad \theta \leftarrow \theta + v$$`],
  ])('of %s agrees wherever its gradients are taken', (optimizer, answer) => {
    expect(of('written', compare(answer, optimizer).sources)?.partsAt).toBeNull();
  });
});

describe('code', () => {
  const HYPERPARAMETERS = { learning_rate: 0.02, decay_rate: 0.95, epsilon: 1e-8 };
  const start = Float64Array.of(2, -1);
  const run = (change: Partial<typeof rmsprop.point>, steps = 30) =>
    closedLoop(
      pointStepper({ ...rmsprop.point, ...change }, completeHyperparameters(HYPERPARAMETERS, {}), start),
      quadratic,
      start,
      steps,
    );
  const diagnosis = (given: Partial<Diagnosis>): Diagnosis => ({
    optimizer: 'rmsprop',
    conventions: ['epsilon-outside-root'],
    faults: [],
    message: '',
    ...given,
  });
  const codeOf = (
    change: Partial<typeof rmsprop.point>,
    divergedAt: number | null,
    found: Diagnosis | null,
  ): CodeSource => {
    const losses = (rows: Float64Array[]) => rows.map((row) => quadratic.value(row, 0));
    const yours = run(change);
    const reference = run({});
    const plot: TrajectoryPlot = {
      testId: 'quadratic',
      title: '',
      objective: 'quadratic',
      hyperparameters: HYPERPARAMETERS,
      yours: yours.map((row) => [...row]),
      reference: reference.map((row) => [...row]),
      loss: { yours: losses(yours), reference: losses(reference) },
      divergedAt,
    };
    return { name: 'rmsprop in optim.py, submission 2', plot, diagnosis: found };
  };

  test('sets objective, start, steps and hyperparameters for all three', () => {
    const { sources, hyperparameters } = compare(RIGHT, 'rmsprop', codeOf({}, null, diagnosis({})));
    expect(hyperparameters).toEqual(HYPERPARAMETERS);
    expect(sources.map(({ source }) => source)).toEqual(['paper', 'written', 'code']);
    expect(sources.map(({ points }) => points[0])).toEqual([
      [2, -1],
      [2, -1],
      [2, -1],
    ]);
    expect(sources.map(({ points }) => points.length)).toEqual([31, 31, 31]);
    expect(sources.map(({ partsAt }) => partsAt)).toEqual([null, null, null]);
  });

  test('that is right beside a rule that is wrong: only the rule parts', () => {
    const { sources } = compare(ROOTLESS, 'rmsprop', codeOf({}, null, diagnosis({})));
    expect(sources.map(({ partsAt, right }) => [partsAt, right])).toEqual([
      [null, true],
      [1, false],
      [null, true],
    ]);
  });

  test('with a fault says which, as the report has it', () => {
    const wrong = codeOf({ root: false }, 1, diagnosis({ faults: ['missing-root'] }));
    const code = of('code', compare(RIGHT, 'rmsprop', wrong).sources);
    expect(code).toMatchObject({ name: 'rmsprop in optim.py, submission 2', partsAt: 1, right: false });
    expect(code?.because).toMatch(/^the denominator: .*square root/);
  });

  test('with an accepted convention parts from the paper’s own form, which is no fault', () => {
    const inside = codeOf({ epsilon: 'inside' }, null, diagnosis({ conventions: ['epsilon-inside-root'] }));
    expect(of('code', compare(RIGHT, 'rmsprop', inside).sources)).toMatchObject({
      partsAt: 1,
      because: 'epsilon inside the root, a convention that this question accepts',
      right: true,
    });
  });

  test('whose diagnosis is withheld gives away nothing but the place', () => {
    const withheld = codeOf({ root: false }, 1, null);
    const code = of('code', compare(RIGHT, 'rmsprop', withheld).sources);
    expect(code).toMatchObject({ partsAt: 1, right: false });
    expect(code?.because).not.toMatch(/root|denominator/);
  });

  test('beside a rule with numbers of its own: the numbers are why it parts', () => {
    const numbers = rule(String.raw`\delta + \sqrt{r}`, '0.9 r + 0.1');
    const written = of('written', compare(numbers, 'rmsprop', codeOf({}, null, diagnosis({}))).sources);
    expect(written).toMatchObject({
      partsAt: 1,
      because: 'its own number for decay_rate: 0.9, where the others have 0.95',
      right: true,
    });
  });
});

describe('every form of every optimizer', () => {
  const named = OPTIMIZERS.flatMap(({ name }) =>
    (FORMS[FAMILY[name] ?? name] ?? []).map((form, index): [string, string] => [
      `${name} ${index + 1}`,
      form,
    ]),
  );
  test.each(named)('%s is drawn, and takes the steps of an optimizer that is known', (id, form) => {
    const [optimizer = ''] = id.split(' ');
    const { sources, remarks } = compare(`$$${form}$$`, optimizer);
    expect(remarks).toEqual([]);
    const written = of('written', sources);
    expect(written?.points).toHaveLength(of('paper', sources)!.points.length);
    expect(written?.because).not.toMatch(/no known optimizer/);
  });
});
