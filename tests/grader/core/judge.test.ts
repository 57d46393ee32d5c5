import fc from 'fast-check';
import { describe, expect, test } from '@jest/globals';
import { OptimizerQuestion } from '../../../contract/assignment.ts';
import type { QuestionReport } from '../../../contract/report.ts';
import { observe, planEpisode, type EpisodePlan } from '../../../grader/core/episodes.ts';
import { judgeQuestion } from '../../../grader/core/judge.ts';
import { freshMemories, partsFrom } from '../../../grader/core/observation.ts';
import type { Performance } from '../../../grader/core/performance.ts';
import { partingOf, partings } from '../../../grader/core/ways.ts';
import type { Hyperparameters } from '../../../grader/terms.ts';
import { completeHyperparameters, completing } from '../../../grader/optimizers/hyperparameters.ts';
import { findOptimizer } from '../../../grader/optimizers/index.ts';
import { emptyMemory, step, type Point } from '../../../grader/optimizers/space.ts';
import type { EpisodeOutcome, LoadOutcome } from '../../../grader/episode.ts';

/** Five replayed tests of AdaGrad with an epsilon that shows where it stands; the last is advice. */
const POINTS = [0.4, 0.3, 0.2, 0.1, 0];
const question = OptimizerQuestion.parse({
  id: 'adagrad',
  kind: 'optimizer',
  title: 'AdaGrad',
  points: 1,
  entry: 'adagrad',
  optimizer: 'adagrad',
  accepts: ['epsilon-outside-root', 'epsilon-inside-root'],
  defaults: { learning_rate: 0.01, epsilon: 0.05 },
  partialCredit: [
    { faults: ['missing-root'], points: 0.5 },
    { faults: ['missing-root', 'ascent'], points: 0.25 },
  ],
  tests: POINTS.map((points, index) => ({
    id: `test-${index}`,
    kind: 'trajectory',
    title: `Test ${index}`,
    points,
    steps: 4,
    start: [1 + index, -2],
    hyperparameters: { learning_rate: 0.1, epsilon: 0.05 },
    plot: index === 0,
  })),
});

const outside = findOptimizer('adagrad')!.point;
const inside: Point = { ...outside, epsilon: 'inside' };
const missingRoot: Point = { ...outside, root: false };

const LOADED: LoadOutcome = { status: 'loaded' };

/** What a program does in one test: takes a point's steps, or ends otherwise. */
type Deed = Point | EpisodeOutcome;

const plansOf = (asked: typeof question): EpisodePlan[] =>
  asked.tests.map((test) => {
    if (test.kind !== 'trajectory') throw new Error('only trajectory tests here');
    return planEpisode(asked, test, asked.tolerance);
  });

function perform(
  deeds: readonly Deed[],
  asked = question,
  load: LoadOutcome = LOADED,
  plans = plansOf(asked),
): Performance[] {
  return asked.tests.map((test, index): Performance => {
    const plan = plans[index]!;
    const deed = deeds[index]!;
    const outcome: EpisodeOutcome =
      'status' in deed
        ? deed
        : { status: 'completed', rows: steps(deed, plan.episode, plan.given), dtypes: ['float64'] };
    return { test, plan, load, outcome, observation: observe(plan, outcome) };
  });
}

function steps(
  point: Point,
  { parameters, gradients }: ReturnType<typeof planEpisode>['episode'],
  given: Hyperparameters[],
) {
  const memory = emptyMemory(parameters[0]!.start.length);
  let theta = parameters[0]!.start;
  return given.map((h, t) => {
    theta = step(point, completeHyperparameters(h, question.defaults), memory, theta, gradients![t]![0]!);
    return [theta];
  });
}

const judge = (deeds: readonly Deed[], asked = question): QuestionReport =>
  judgeQuestion(asked, 'optim.py', perform(deeds, asked)).report;
const all = (deed: Deed): Deed[] => POINTS.map(() => deed);

describe('accepting', () => {
  test.each([
    ['outside', outside],
    ['inside', inside],
  ])('epsilon %s the root gets full marks, as long as it stays there', (_, point) => {
    const report = judge(all(point));
    expect(report).toMatchObject({ verdict: 'accepted', score: 1, maxScore: 1 });
    expect(report.tests.every(({ status, message }) => status === 'passed' && message === '')).toBe(true);
    expect(report.diagnosis).toMatchObject({ optimizer: 'adagrad', faults: [] });
  });

  test('one convention must hold in every test: the one that is worth most points counts', () => {
    const report = judge([outside, inside, outside, inside, inside]);
    expect(report.tests.map(({ score }) => score)).toEqual([0.4, 0, 0.2, 0, 0]);
    expect(report).toMatchObject({ verdict: 'partially_accepted', score: 0.6 });
  });

  test('a convention that the question does not accept is no more than named', () => {
    const strict = { ...question, accepts: [] };
    const report = judge(all(inside), strict);
    expect(report).toMatchObject({ verdict: 'wrong_answer', score: 0 });
    expect(report.diagnosis).toMatchObject({ optimizer: 'adagrad', conventions: ['epsilon-inside-root'] });
  });
});

describe('why it is not accepted', () => {
  const never: Point = { ...outside, leavesOut: 'first' };
  const raising: Deed = {
    status: 'raised',
    step: 0,
    failure: { type: 'E', message: '', line: null, trace: '' },
    rows: [],
  };

  test.each<[string, Deed[], string[]]>([
    ['nothing, where it is', all(outside), []],
    ['a fault', all(missingRoot), ['missing-root']],
    [
      'another optimizer, which remembers nothing',
      all(findOptimizer('sgd')!.point),
      ['other-optimizer', 'state-not-kept'],
    ],
    ['no epsilon', all({ ...outside, epsilon: 'none' }), ['epsilon-missing']],
    ['an exception where the rule is right', [raising, ...all(outside).slice(1)], ['raises']],
    ['an exception beside a fault', [raising, ...all(missingRoot).slice(1)], ['missing-root', 'raises']],
    ['steps of no rule', [never, missingRoot, inside, outside, inside], ['unrecognised']],
  ])('%s', (_, deeds, causes) => {
    expect(judge(deeds).causes).toEqual(causes);
  });

  test('a guess about steps that lead to no number is not counted', () => {
    const report = judge(all({ ...outside, minus: { second: 'new' } }));
    expect(report.causes).toEqual(['not-a-number']);
  });
});

describe('partial credit', () => {
  test('is granted by fault, the most generous rule first', () => {
    const report = judge(all(missingRoot));
    expect(report.diagnosis?.faults).toEqual(['missing-root']);
    expect(report).toMatchObject({ verdict: 'partially_accepted', score: 0.5 });
    expect(judge(all({ ...missingRoot, descent: false })).score).toBe(0.25);
  });

  test('is not granted for other faults', () => {
    expect(judge(all({ ...outside, forgets: ['second'] }))).toMatchObject({
      verdict: 'wrong_answer',
      score: 0,
    });
  });

  test('never makes an accepted submission of a wrong one', () => {
    const generous = { ...question, partialCredit: [{ faults: ['missing-root' as const], points: 1 }] };
    expect(judge(all(missingRoot), generous).verdict).toBe('partially_accepted');
  });
});

describe('programs that do not run', () => {
  const failure = { type: 'KeyError', message: "'cache'", line: 9, trace: '' };

  test('a file that does not load skips every test with the same message and has no diagnosis', () => {
    const load: LoadOutcome = {
      status: 'syntax-error',
      failure: { type: 'SyntaxError', message: 'invalid syntax', line: 2, trace: '' },
    };
    const { report } = judgeQuestion(
      question,
      'optim.py',
      perform(all({ status: 'not-run' }), question, load),
    );
    expect(report).toMatchObject({
      verdict: 'invalid_submission',
      score: 0,
      diagnosis: null,
      causes: ['not-loaded'],
    });
    for (const { status, message } of report.tests) {
      expect(status).toBe('skipped');
      expect(message).toContain('line 2');
    }
  });

  test('an exception in one test is an error there, and the others count', () => {
    const report = judge([
      outside,
      outside,
      outside,
      { status: 'raised', step: 0, failure, rows: [] },
      outside,
    ]);
    expect(report).toMatchObject({ verdict: 'runtime_error', score: 0.9 });
    expect(report.tests[3]).toMatchObject({
      status: 'error',
      score: 0,
      message:
        "step 1: KeyError: 'cache' (optim.py, line 9). At the first step the config has nothing but hyperparameters: what is to be remembered begins there.",
    });
  });

  test('after a limit the remaining tests are skipped and say so', () => {
    const report = judge([
      outside,
      { status: 'limit', limit: 'time', step: 2, rows: [] },
      ...all({ status: 'not-run' }).slice(2),
    ]);
    expect(report).toMatchObject({ verdict: 'time_limit_exceeded', score: 0.4 });
    expect(report.tests[4]).toMatchObject({
      status: 'skipped',
      message: 'Not run: an earlier test ended the program.',
    });
  });
});

describe('single precision', () => {
  const float32 = (point: Point): Deed[] =>
    perform(all(point)).map(({ outcome }) => ({ ...outcome, dtypes: ['float32'] }) as EpisodeOutcome);

  test('is refused with a message that says so', () => {
    const report = judge(float32(outside));
    expect(report.score).toBe(0);
    expect(report.tests[0]!.message).toContain('float32 although w is float64');
  });

  test('passes where the question allows it', () => {
    expect(judge(float32(outside), { ...question, allowFloat32: true }).verdict).toBe('accepted');
  });
});

test('plots are made of the tests that ask for one, with the step at which the two part', () => {
  const { plots } = judgeQuestion(question, 'optim.py', perform(all(missingRoot)));
  expect(plots).toHaveLength(1);
  const [plot] = plots;
  expect(plot).toMatchObject({ testId: 'test-0', objective: 'quadratic', divergedAt: 1 });
  expect(plot!.yours).toHaveLength(5);
  expect(plot!.reference).toHaveLength(5);
  expect(plot!.yours[0]).toEqual(plot!.reference[0]);
  expect(plot!.loss.yours[0]).toBe(20.5);
});

describe('what is known of a question', () => {
  const changing = {
    ...question,
    tests: question.tests.map((test) => ({ ...test, changes: [{ step: 3, set: { learning_rate: 0.2 } }] })),
  };
  const rows = steps(outside, plansOf(changing)[0]!.episode, plansOf(changing)[0]!.given);
  const deed = fc.constantFrom<Deed>(
    outside,
    inside,
    missingRoot,
    { ...outside, epsilon: 'none' },
    { status: 'completed', rows, dtypes: ['float64'], keeps: 'all' },
    { status: 'completed', rows: rows.map(([row]) => [row!.map(() => NaN)]), dtypes: ['float64'] },
    { status: 'limit', limit: 'time', step: 2, rows: rows.slice(0, 2) },
  );
  const deeds = fc.array(deed, { minLength: POINTS.length, maxLength: POINTS.length });

  test('by programs before, or by some of its tests, changes nothing of what is found', () => {
    const plans = plansOf(changing);
    fc.assert(
      fc.property(deeds, fc.integer({ min: 0, max: POINTS.length }), (chosen, some) => {
        const anew = judgeQuestion({ ...changing }, 'optim.py', perform(chosen, changing));
        const performances = perform(chosen, changing, LOADED, plans);
        const divergenceOf = partings(changing);
        judgeQuestion(changing, 'optim.py', performances.slice(0, some), '', divergenceOf);
        expect(judgeQuestion(changing, 'optim.py', performances, '', divergenceOf)).toEqual(anew);
      }),
      { numRuns: 20 },
    );
  });

  test('is what its points do: steps taken anew part where its known way does', () => {
    const plans = plansOf(changing);
    const complete = completing(changing.defaults);
    fc.assert(
      fc.property(fc.constantFrom(outside, inside), deed, (point, chosen) => {
        const [performance] = perform(all(chosen), changing, LOADED, plans) as [Performance];
        const { observation } = performance;
        const anew = partsFrom(point, observation, complete, () => freshMemories(observation));
        expect(partingOf(point, performance, complete)).toEqual(anew);
      }),
    );
  });
});

describe('laws of the score', () => {
  // Every run searches the whole design space in vain.
  const runs = { numRuns: 12 };
  /** A program that took no step in a test: it failed before. */
  const nothing: Deed = {
    status: 'raised',
    step: 0,
    failure: { type: 'E', message: '', line: null, trace: '' },
    rows: [],
  };
  const deed = fc.constantFrom<Deed>(outside, inside, missingRoot, nothing);
  const deeds = fc.array(deed, { minLength: POINTS.length, maxLength: POINTS.length });
  /** A rule for partial credit looks at the program as a whole, not at its tests. */
  const plain = { ...question, partialCredit: [] };

  test('it stays in [0, max], and only full marks are accepted', () => {
    fc.assert(
      fc.property(deeds, (chosen) => {
        const report = judge(chosen);
        expect(report.score).toBeGreaterThanOrEqual(0);
        expect(report.score).toBeLessThanOrEqual(report.maxScore);
        expect(report.verdict === 'accepted').toBe(report.score === report.maxScore);
      }),
      runs,
    );
  });

  test('whatever has not all points has a cause, and nothing else has', () => {
    const failure = { type: 'E', message: '', line: null, trace: '' };
    const returned = { status: 'bad-return' as const, step: 0, found: 'None', expected: '', rows: [] };
    const ends = fc.constantFrom<Deed>(
      { ...outside, epsilon: 'none' },
      { ...missingRoot, descent: false },
      nothing,
      { status: 'raised', step: 0, failure: { ...failure, type: 'NotImplementedError' }, rows: [] },
      { ...returned, reason: 'nothing-returned' },
      { ...returned, reason: 'wrong-type' },
      { ...returned, reason: 'only-config' },
      { status: 'limit', limit: 'time', step: null, rows: [] },
      { status: 'died', reason: 'signal 9', rows: [] },
    );
    const any = fc.array(fc.oneof(deed, ends), { minLength: POINTS.length, maxLength: POINTS.length });
    fc.assert(
      fc.property(any, (chosen) => {
        const { verdict, causes } = judge(chosen, plain);
        expect(causes.length > 0).toBe(verdict !== 'accepted');
      }),
      runs,
    );
  });

  test('one more passing test never lowers it', () => {
    const counting = fc.integer({ min: 0, max: POINTS.length - 1 });
    fc.assert(
      fc.property(deeds, counting, fc.constantFrom(outside, inside), (chosen, index, right) => {
        const before = chosen.with(index, nothing);
        const after = chosen.with(index, right);
        expect(judge(after, plain).score).toBeGreaterThanOrEqual(judge(before, plain).score);
      }),
      runs,
    );
  });
});
