/**
 * Every named optimizer × every convention × every single fault, handed in as a program of its own: the search finds that
 * point, or one that takes the same steps on other gradients too.
 */
import { describe, expect, test } from '@jest/globals';
import {
  candidatesByFaults,
  candidatesWithTwoRare,
  OWN_OPTIMIZERS,
  RARE,
  type Candidate,
} from '../../../grader/core/candidates.ts';
import { withFixed, withoutZeros } from '../../../grader/core/misreadings.ts';
import { explains, trajectoryOver, type Complete } from '../../../grader/core/observation.ts';
import type { Match } from '../../../grader/core/match.ts';
import { searchSpace } from '../../../grader/core/search.ts';
import {
  HYPERPARAMETER_NAMES,
  type FaultId,
  type HyperparameterName,
  type Hyperparameters,
} from '../../../grader/terms.ts';
import { uniform } from '../../../grader/objectives/objective.ts';
import { allConventions } from '../../../grader/optimizers/conventions.ts';
import { FAULT_LIST } from '../../../grader/optimizers/faults/index.ts';
import { completeHyperparameters, completing } from '../../../grader/optimizers/hyperparameters.ts';
import { findOptimizer, OPTIMIZERS } from '../../../grader/optimizers/index.ts';
import type { Optimizer } from '../../../grader/optimizers/optimizer.ts';
import type { Point } from '../../../grader/optimizers/space.ts';
import type { Observation } from '../../../grader/episode.ts';
import { play, scene, type Scene } from './play.ts';

/** Values far from each other and from the customary ones, with an epsilon large enough to show where it stands. */
const VALUES: Required<Hyperparameters> = {
  learning_rate: 0.05,
  momentum: 0.7,
  decay_rate: 0.85,
  beta1: 0.7,
  beta2: 0.85,
  epsilon: 0.04,
  weight_decay: 0.03,
  clip: 0.6,
};

const valuesOf = (optimizer: Optimizer): Hyperparameters =>
  Object.fromEntries(
    HYPERPARAMETER_NAMES.filter((name) => name in optimizer.defaults).map((name) => [name, VALUES[name]]),
  );

/** One episode with everything given and one without a config, of different sizes: what a question's tests come to. */
const SIZES = [3, 2] as const;
const scenes = (seed: number, given: Hyperparameters): Scene[] => [
  scene(seed, SIZES[0], 9, given),
  scene(seed + 1, SIZES[1], 9, null),
];

interface Wrong {
  optimizer: Optimizer;
  point: Point;
  faults: FaultId[];
}

function oneFaultAway(optimizer: Optimizer): Wrong[] {
  return allConventions(optimizer.point).flatMap((point) =>
    FAULT_LIST.flatMap((fault) =>
      fault.apply(point).map((wrong) => ({ optimizer, point: wrong, faults: [fault.id] })),
    ),
  );
}

function search({ optimizer, point }: Wrong, expected = optimizer): Match | null {
  const observations = play(point, scenes(1, valuesOf(optimizer)), valuesOf(expected), optimizer.defaults);
  return searchSpace(observations, { expected, defaults: valuesOf(expected) });
}

/** Whether any step changes anything: what stays where it is, as where an infinite maximum divides, is said without a search. */
const moves = ({ optimizer, point }: Wrong): boolean =>
  play(point, scenes(1, valuesOf(optimizer)), valuesOf(optimizer), optimizer.defaults).some(
    ({ rows }) => new Set(rows.map(String)).size > 1,
  );

/** Whether all of its steps lead to numbers. */
const isFinite = ({ optimizer, point }: Wrong): boolean =>
  play(point, scenes(1, valuesOf(optimizer)), valuesOf(optimizer), optimizer.defaults).every(({ rows }) =>
    rows.every((row) => row.every((theta) => theta.every(Number.isFinite))),
  );

/** Whether the match takes the steps of the point on gradients that the search has not seen. */
function isEqual(match: Match, { optimizer, point }: Wrong, expected = optimizer): boolean {
  const fresh = play(point, scenes(77, valuesOf(optimizer)), valuesOf(expected), optimizer.defaults);
  const complete: Complete = (given) =>
    completeHyperparameters(
      { ...given, ...match.fixedValues },
      { ...valuesOf(expected), ...match.wrongDefaults },
      match.optimizer.defaults,
    );
  return explains(match.point, fresh, complete);
}

describe.each(OPTIMIZERS)('$name', (optimizer) => {
  test('is found with every convention, and without a fault', () => {
    for (const point of allConventions(optimizer.point)) {
      const handedIn = { optimizer, point, faults: [] };
      const match = search(handedIn)!;
      expect(match).not.toBeNull();
      expect(match.faults).toEqual([]);
      expect(isEqual(match, handedIn)).toBe(true);
    }
  });

  test('is found with every convention and one fault, which is named', () => {
    // A rare fault is looked for in the optimizer that was asked for alone, not in one that a convention makes of it.
    const likely = oneFaultAway(optimizer).filter(
      ({ point, faults }) =>
        !faults.some((id) => RARE.has(id)) || point.velocity?.average === optimizer.point.velocity?.average,
    );
    const misses = likely.filter(moves).flatMap((wrong) => {
      const match = search(wrong);
      const found = match ? `${match.optimizer.name} + ${match.faults.join(', ') || 'none'}` : 'nothing';
      // An equal point is as good an explanation, unless it has more faults than the true one; of two ways of one fault, these few
      // steps need not tell which it is.
      const isNamed = match?.optimizer === optimizer && match.faults.join() === wrong.faults.join();
      const good = match !== null && match.faults.length <= 1 && (isNamed || isEqual(match, wrong));
      return good ? [] : [`${wrong.faults.join()} at ${JSON.stringify(wrong.point)}: found ${found}`];
    });
    expect(misses).toEqual([]);
  });
});

// What is only wrapped is looked for where it is asked for, and there alone.
test.each(OPTIMIZERS.filter(({ isWrapped }) => !isWrapped))(
  '$name keeps its name when another optimizer was asked for',
  (optimizer) => {
    const handedIn = { optimizer, point: optimizer.point, faults: [] };
    for (const expected of [findOptimizer('sgd')!, findOptimizer('adam')!]) {
      const match = search(handedIn, expected)!;
      expect(match).not.toBeNull();
      expect(isEqual(match, handedIn, expected)).toBe(true);
      expect(match.faults).toEqual([]);
      if (expected.name !== 'sgd') expect(match.optimizer.name).toBe(optimizer.name);
    }
  },
);

describe('faults of the hyperparameters', () => {
  const rmsprop = findOptimizer('rmsprop')!;
  const given = valuesOf(rmsprop);

  /** RMSProp whose own defaults differ from the question's. */
  const withDefaults = (own: Hyperparameters) => {
    const observations = play(rmsprop.point, scenes(1, given), { ...rmsprop.defaults, ...own });
    return searchSpace(observations, { expected: rmsprop, defaults: rmsprop.defaults });
  };

  test('a rule that comes to no number wherever something is not given has no defaults, and none is guessed', () => {
    const [explicit, blank] = play(rmsprop.point, scenes(1, given), given) as [Observation, Observation];
    const none = blank.rows.map((row) => row.map((theta) => theta.map(() => NaN)));
    const observations = [explicit, { ...blank, rows: none }];
    const match = searchSpace(observations, { expected: rmsprop, defaults: given })!;
    expect(match.faults).toEqual(['wrong-default']);
    expect(new Set(Object.values(match.wrongDefaults))).toEqual(new Set([NaN]));
  });

  test('a default that differs from the question’s is a wrong-default with its value', () => {
    const match = withDefaults({ decay_rate: 0.9 })!;
    expect(match.faults).toEqual(['wrong-default']);
    expect(match.wrongDefaults).toEqual({ decay_rate: 0.9 });
  });

  test('two of them are found together', () => {
    const match = withDefaults({ decay_rate: 0.9, learning_rate: 1e-3 })!;
    expect(match.faults).toEqual(['wrong-default']);
    expect(match.wrongDefaults).toEqual({ decay_rate: 0.9, learning_rate: 1e-3 });
  });

  test('a rule that never looks into its config is said to ignore it', () => {
    const blind = scenes(1, given).map((one) => ({ ...one, given: null }));
    const observations = play(rmsprop.point, blind, rmsprop.defaults).map((observation, index) =>
      index === 0
        ? { ...observation, withoutConfig: false, given: observation.given.map(() => given) }
        : observation,
    );
    const match = searchSpace(observations, { expected: rmsprop, defaults: rmsprop.defaults })!;
    expect(match).toMatchObject({ ignoresGiven: true, faults: ['hyperparameter-fixed'] });
    expect(match.optimizer.name).toBe('rmsprop');
  });

  /** What a rule does that never sees a zero, where a zero was given. */
  const missing = (point: Point, ...names: HyperparameterName[]) => {
    const zeros = Object.fromEntries(names.map((name) => [name, 0]));
    const seen = Object.fromEntries(names.map((name) => [name, rmsprop.defaults[name]]));
    const played = [...scenes(1, given), scene(3, 2, 5, { ...given, ...seen })];
    const observations = play(point, played, rmsprop.defaults);
    const last = observations.pop()!;
    observations.push({ ...last, given: last.given.map(() => ({ ...given, ...zeros })) });
    return searchSpace(observations, { expected: rmsprop, defaults: rmsprop.defaults });
  };

  test('a zero that is taken for a missing value is found, in one hyperparameter or in all', () => {
    expect(missing(rmsprop.point, 'decay_rate')).toMatchObject({
      faults: ['zero-taken-for-missing'],
      zerosMissed: ['decay_rate'],
    });
    expect(missing(rmsprop.point, 'learning_rate', 'decay_rate')).toMatchObject({
      faults: ['zero-taken-for-missing'],
      zerosMissed: ['learning_rate', 'decay_rate'],
    });
  });

  test('a learning rate that stays as it was at the first step is found; what else stays so is no fault', () => {
    const keeping = (...names: HyperparameterName[]) => {
      const later: Hyperparameters = { ...given, learning_rate: 0.2, decay_rate: 0.6 };
      const followed = { ...later, ...Object.fromEntries(names.map((name) => [name, given[name]])) };
      const changing = scene(3, 2, 6, given);
      const observations = play(rmsprop.point, [...scenes(1, given), changing], rmsprop.defaults);
      const last = observations.at(-1)!;
      const givenNow = last.gradients.map((_, step) => (step < 3 ? given : followed));
      const rows = trajectoryOver(rmsprop.point, { ...last, given: givenNow }, (h) =>
        completeHyperparameters(h, rmsprop.defaults),
      );
      const seen = last.gradients.map((_, step) => (step < 3 ? given : later));
      observations.splice(-1, 1, { ...last, rows, given: seen });
      return searchSpace(observations, { expected: rmsprop, defaults: rmsprop.defaults });
    };
    expect(keeping()).toMatchObject({ faults: [], keepsRate: false });
    expect(keeping('decay_rate')).toMatchObject({ faults: [], keepsRate: false });
    for (const also of [[], ['decay_rate'] as const])
      expect(keeping('learning_rate', ...also)).toMatchObject({
        faults: ['hyperparameter-fixed'],
        keepsRate: true,
      });
  });

  test('a hyperparameter that the config cannot change is found with its value', () => {
    for (const fixed of [{ epsilon: rmsprop.defaults.epsilon! }, { decay_rate: 0.9 }]) {
      const played = scenes(1, given).map((one) => ({ ...one, given: { ...one.given, ...fixed } }));
      const observations = play(rmsprop.point, played, rmsprop.defaults).map((observation, index) => ({
        ...observation,
        given: observation.given.map(() => (index === 0 ? given : {})),
      }));
      const match = searchSpace(observations, { expected: rmsprop, defaults: rmsprop.defaults });
      expect(match).toMatchObject({
        optimizer: { name: 'rmsprop' },
        faults: ['hyperparameter-fixed'],
        fixedValues: fixed,
      });
    }
  });

  test('a rule whose config loses the hyperparameters is found, changes and all', () => {
    const [whole, without] = play(rmsprop.point, scenes(1, given), rmsprop.defaults);
    const seen = whole!.gradients.map((_, step) => (step < 4 ? given : { ...given, decay_rate: 0.5 }));
    const followed = whole!.gradients.map((_, step) =>
      step === 0 ? given : step === 4 ? { decay_rate: 0.5 } : {},
    );
    const rows = trajectoryOver(rmsprop.point, { ...whole!, given: followed }, (h) =>
      completeHyperparameters(h, rmsprop.defaults),
    );
    const observations = [{ ...whole!, given: seen, rows }, without!];
    const match = searchSpace(observations, { expected: rmsprop, defaults: rmsprop.defaults });
    expect(match).toMatchObject({
      optimizer: { name: 'rmsprop' },
      faults: ['state-not-kept'],
      losesGiven: true,
    });
  });

  test('another optimizer is known by a hyperparameter of its own, and so is weight decay', () => {
    const adagrad = findOptimizer('adagrad')!;
    const own = (point: Point, values: Hyperparameters) => {
      const observations = play(point, scenes(1, valuesOf(adagrad)), { ...adagrad.defaults, ...values });
      return searchSpace(observations, { expected: adagrad, defaults: adagrad.defaults });
    };
    expect(own(rmsprop.point, { decay_rate: 0.9 })).toMatchObject({
      optimizer: { name: 'rmsprop' },
      faults: [],
      ownValues: { decay_rate: 0.9 },
    });
    expect(own(adagrad.point, { weight_decay: 1e-3 })).toMatchObject({
      optimizer: { name: 'adagrad' },
      faults: [],
      ownValues: { weight_decay: 1e-3 },
    });
  });

  test('a decay and its complement that have changed places are found in one average or in both', () => {
    const adam = findOptimizer('adam')!;
    const first = { ...adam.point.first!, complement: 'exchanged' as const };
    const second = { ...adam.point.second!, complement: 'exchanged' as const };
    for (const point of [
      { ...adam.point, first },
      { ...adam.point, second },
      { ...adam.point, first, second },
    ]) {
      const observations = play(point, scenes(1, valuesOf(adam)), adam.defaults);
      const match = searchSpace(observations, { expected: adam, defaults: adam.defaults });
      expect(match).toMatchObject({ optimizer: { name: 'adam' }, point, faults: ['weights-exchanged'] });
    }
  });

  test('so is one beside a fault of the rule, which is named as well', () => {
    const match = missing({ ...rmsprop.point, root: false }, 'decay_rate');
    expect(match).toMatchObject({
      faults: ['missing-root', 'zero-taken-for-missing'],
      zerosMissed: ['decay_rate'],
    });
  });
});

test.each(['momentum', 'adagrad', 'rmsprop', 'adam'])(
  'two slips of %s that are rare by themselves and have nothing to do with each other are found together',
  (name) => {
    const optimizer = findOptimizer(name)!;
    const pairs = candidatesWithTwoRare(optimizer, OWN_OPTIMIZERS);
    // Where the steps soon come to no number, there is little to tell two slips by.
    const some = pairs.filter((_, index) => index % Math.ceil(pairs.length / 24) === 0).filter(isFinite);
    const misses = some.filter((wrong) => {
      const match = search(wrong);
      // One slip may leave nothing for the other to show in: a minus before what is stored as its size.
      const isPart = match?.optimizer === optimizer && match.faults.every((id) => wrong.faults.includes(id));
      return match === null || !(isPart || isEqual(match, wrong));
    });
    expect(misses.map(({ faults }) => faults.join())).toEqual([]);
  },
);

test('a fault beside hyperparameters that the program asks for under names of its own is found', () => {
  const rmsprop = findOptimizer('rmsprop')!;
  const { defaults } = rmsprop;
  const given = { ...valuesOf(rmsprop), learning_rate: defaults.learning_rate!, epsilon: defaults.epsilon! };
  const observations = play({ ...rmsprop.point, root: false }, scenes(1, given), defaults).map(
    (observation, index) =>
      index === 0 ? { ...observation, given: observation.given.map(() => valuesOf(rmsprop)) } : observation,
  );
  const found = (source: string) => searchSpace(observations, { expected: rmsprop, defaults, source });
  expect(found('config.get("lr", 1e-2); config.get("eps", 1e-8); config["decay_rate"]')).toMatchObject({
    faults: ['missing-root', 'reads-other-key'],
    otherKeys: { learning_rate: 'lr', epsilon: 'eps' },
  });
  expect(found('config["learning_rate"]; config["epsilon"]; config["decay_rate"]')).toMatchObject({
    faults: ['missing-root', 'hyperparameter-fixed'],
    fixedValues: { learning_rate: defaults.learning_rate, epsilon: defaults.epsilon },
  });
});

test('an optimizer that was made anew remembers nothing of before', () => {
  const { point, defaults } = findOptimizer('momentum')!;
  const complete: Complete = (given) => completeHyperparameters(given, defaults);
  const [whole] = play(point, [scene(1, 2, 9, defaults)], defaults);
  const [before, after] = [whole!.gradients.slice(0, 4), whole!.gradients.slice(4)];
  const [first] = play(point, [{ starts: whole!.starts, gradients: before, given: defaults }], defaults);
  const [second] = play(point, [{ starts: first!.rows[3]!, gradients: after, given: defaults }], defaults);
  const rows = [...first!.rows, ...second!.rows];
  expect(explains(point, [{ ...whole!, rows, restarts: [4] }], complete)).toBe(true);
  expect(explains(point, [{ ...whole!, rows }], complete)).toBe(false);
  expect(explains(point, [{ ...whole!, restarts: [4] }], complete)).toBe(false);
});

describe('a state that everything shares', () => {
  const { point, defaults } = findOptimizer('momentum')!;
  const complete: Complete = (given) => completeHyperparameters(given, defaults);
  const shared: Point = { ...point, sharesState: 'memory', sharesWhen: 'always' };
  const played = play(
    shared,
    [1, 2, 3].map((seed) => scene(seed, 2, 9, defaults)),
    defaults,
  );
  const elsewhere = play(point, [scene(4, 2, 9, defaults)], defaults)[0]!;
  const spoilt = { ...played[0]!, rows: [], gradients: [], given: [], spoilt: true as const };

  test('is unknown after a call that gave back something unusable', () => {
    expect(explains(shared, [...played, elsewhere], complete)).toBe(false);
    expect(explains(shared, [...played, spoilt, elsewhere], complete)).toBe(true);
  });

  test('must have shown before that', () => {
    expect(explains(shared, [spoilt, elsewhere, elsewhere], complete)).toBe(false);
    expect(explains(point, [elsewhere, elsewhere, spoilt, ...played], complete)).toBe(false);
  });
});

describe('what no optimizer does', () => {
  const adagrad = findOptimizer('adagrad')!;
  const played = play(adagrad.point, scenes(1, valuesOf(adagrad)), adagrad.defaults);
  const withRows = (
    value: (observation: (typeof played)[number]) => (theta: Float64Array, p: number) => Float64Array,
  ) =>
    played.map((observation) => ({
      ...observation,
      rows: observation.rows.map((row) => row.map(value(observation))),
    }));
  const found = (observations: typeof played) =>
    searchSpace(observations, { expected: adagrad, defaults: adagrad.defaults });

  test('is to stand still', () => {
    expect(
      found(
        withRows(
          ({ starts }) =>
            (_, p) =>
              starts[p]!,
        ),
      ),
    ).toBeNull();
  });

  test('is to go on without a single number', () => {
    expect(found(withRows(() => (theta) => theta.map(() => NaN)))).toBeNull();
  });
});

describe('the simplest explanation', () => {
  const adam = findOptimizer('adam')!;
  const rmsprop = findOptimizer('rmsprop')!;

  const explain = (point: Point, of: Optimizer, expected: Optimizer, played: Scene[]) => {
    const observations = play(point, played, valuesOf(expected), of.defaults);
    const match = searchSpace(observations, { expected, defaults: valuesOf(expected) });
    return match && [match.optimizer.name, ...match.faults];
  };

  test('has the fewest faults, be it another optimizer', () => {
    expect(explain(rmsprop.point, rmsprop, adam, scenes(1, valuesOf(rmsprop)))).toEqual(['rmsprop']);
    // After one step an RMSProp without the factor 1−ρ cannot be told from AdaGrad.
    const second = { ...rmsprop.point.second!, complement: false };
    const oneStep = [scene(1, 2, 1, valuesOf(rmsprop))];
    expect(explain({ ...rmsprop.point, second }, rmsprop, rmsprop, oneStep)).toEqual(['adagrad']);
  });

  test('is a fault of the rule rather than a wrong default', () => {
    const shared: Point = { ...adam.point, sharesState: 'time', sharesWhen: 'without-config' };
    const played = scenes(1, valuesOf(adam));
    expect(explain(shared, adam, adam, played)).toEqual(['adam', 'state-shared']);
  });

  test('does not depend on what was searched before', () => {
    const search = () => explain({ ...adam.point, timeOffset: 1 }, adam, adam, scenes(5, valuesOf(adam)));
    expect(search()).toEqual(['adam', 'time-off-by-one']);
    explain(rmsprop.point, rmsprop, adam, scenes(5, valuesOf(rmsprop)));
    expect(search()).toEqual(['adam', 'time-off-by-one']);
  });
});

describe('an RMSProp that never forgets', () => {
  test('is AdaGrad', () => {
    const rmsprop = findOptimizer('rmsprop')!;
    const second = { ...rmsprop.point.second!, kind: 'sum' as const, complement: false };
    const match = search({ optimizer: rmsprop, point: { ...rmsprop.point, second }, faults: [] })!;
    expect(match.optimizer.name).toBe('adagrad');
    expect(match.faults).toEqual([]);
  });
});

describe('what the search does not claim', () => {
  test('nothing explains steps that no point takes', () => {
    const adam = findOptimizer('adam')!;
    const [observation] = play(adam.point, scenes(1, valuesOf(adam)), valuesOf(adam));
    // The cube root of an Adam: no coordinate of the space is like that.
    const rows = observation!.rows.map((row) => row.map((theta) => theta.map(Math.cbrt)));
    expect(searchSpace([{ ...observation!, rows }], { expected: adam, defaults: valuesOf(adam) })).toBeNull();
  });

  test('a program that took no step has no diagnosis', () => {
    const adam = findOptimizer('adam')!;
    const observations = play(adam.point, scenes(1, valuesOf(adam)), valuesOf(adam)).map((observation) => ({
      ...observation,
      rows: [],
    }));
    expect(searchSpace(observations, { expected: adam, defaults: adam.defaults })).toBeNull();
  });
});

describe('zero divided by zero, without epsilon', () => {
  const adagrad = findOptimizer('adagrad')!;
  const complete: Complete = (given) => completeHyperparameters(given, adagrad.defaults);
  const point: Point = { ...adagrad.point, epsilon: 'none' };
  const observation = (rows: number[][]) => ({
    starts: [Float64Array.of(1, 1)],
    gradients: [[Float64Array.of(0, 2)], [Float64Array.of(3, 0)]],
    given: [{ learning_rate: 0.5 }, { learning_rate: 0.5 }],
    withoutConfig: false,
    rows: rows.map((row) => [Float64Array.from(row)]),
    tolerance: 1e-9,
  });

  test('is not a number, or a coordinate that stays', () => {
    const undefinedNumber = observation([
      [NaN, 0.5],
      [NaN, 0.5],
    ]);
    const staying = observation([
      [1, 0.5],
      [0.5, 0.5],
    ]);
    const moving = observation([
      [1.5, 0.5],
      [1, 0.5],
    ]);
    expect(explains(point, [undefinedNumber], complete)).toBe(true);
    expect(explains(point, [staying], complete)).toBe(true);
    expect(explains(point, [moving], complete)).toBe(false);
    expect(explains(adagrad.point, [staying], complete)).toBe(false);
    const signs = observation([
      [1, 0.5],
      [0.5, 0.5],
    ]);
    expect(explains({ ...point, forgets: ['second'] }, [signs], complete)).toBe(false);
  });
});

/** Values far from those above. */
const OTHERS: Hyperparameters = {
  learning_rate: 0.02,
  momentum: 0.6,
  decay_rate: 0.75,
  beta1: 0.55,
  beta2: 0.9,
  epsilon: 0.01,
};

/** A way to read one hyperparameter amiss. */
interface Misread {
  fault: FaultId;
  read: (seen: Observation[]) => readonly Observation[];
  defaults: Hyperparameters;
}

const misreads = (name: HyperparameterName, defaults: Hyperparameters): Misread[] => [
  { fault: 'hyperparameter-fixed', read: (seen) => withFixed(seen, name, defaults[name]!), defaults: {} },
  { fault: 'zero-taken-for-missing', read: (seen) => withoutZeros(seen, [name]), defaults: {} },
  { fault: 'wrong-default', read: (seen) => seen, defaults: { [name]: 0.37 * defaults[name]! } },
];

const DRAWS = ['sgd', 'momentum', 'adagrad', 'rmsprop', 'adam'].flatMap((name) =>
  [1, 2].map((seed): [string, number] => [name, seed]),
);

const levelsOf = new Map<string, Candidate[][]>();

// Faults of the step and faults of how hyperparameters are read have nothing to do with each other.
test.each(DRAWS)('%s with one or two faults of each kind is found, draw %d', (optimizerName, seed) => {
  const optimizer = findOptimizer(optimizerName)!;
  const { defaults } = optimizer;
  const names = Object.keys(defaults) as HyperparameterName[];
  const of = (values: Hyperparameters, zero?: HyperparameterName) =>
    Object.fromEntries(names.map((name) => [name, name === zero ? 0 : values[name]!]));
  const scenes = [
    scene(seed, 3, 6, of(VALUES)),
    scene(seed + 10, 2, 6, of(OTHERS)),
    scene(seed + 20, 2, 8, null),
    ...names.map((name, index) => scene(seed + 30 + index, 2, 5, of(VALUES, name))),
  ];
  const seen = play(optimizer.point, scenes, defaults);
  let drawn = 0;
  const pick = <T>(all: readonly T[]): T =>
    all[Math.floor(uniform(seed, names.length, drawn++) * all.length)]!;

  const levels =
    levelsOf.get(optimizerName) ?? candidatesByFaults(optimizer, OWN_OPTIMIZERS, undefined, 'common');
  levelsOf.set(optimizerName, levels);
  const isTold = ({ point, faults }: Candidate) => {
    const [first] = play(point, scenes, defaults);
    return (
      // What forgets everything is another optimizer.
      !faults.includes('state-not-kept') &&
      // Where fractions are lost a number cannot be solved for.
      !faults.includes('state-in-whole-numbers') &&
      first!.rows.flat().every((theta) => theta.every(Number.isFinite))
    );
  };
  const level = levels[pick([1, 2])]!.filter(({ point }) => point.sharesState === 'no');
  let wrong = pick(level);
  while (!isTold(wrong)) wrong = pick(level);
  const { point, faults } = wrong;
  const amiss = [pick(misreads(pick(names), defaults))];
  const second = pick(names.flatMap((name) => misreads(name, defaults)));
  if (second.fault !== amiss[0]!.fault && names.length > 1) amiss.push(second);

  const read = amiss.reduce<readonly Observation[]>((given, each) => each.read([...given]), seen);
  const complete = completing(
    Object.assign({}, defaults, ...amiss.map((each) => each.defaults)) as Hyperparameters,
  );
  const observations = seen.map((observation, index) => ({
    ...observation,
    rows: trajectoryOver(point, read[index]!, complete),
  }));
  const match = searchSpace(observations, { expected: optimizer, defaults });
  expect(match?.optimizer).toBe(optimizer);
  expect(match!.faults.length).toBeLessThanOrEqual(faults.length + amiss.length);
  expect(match!.faults).toEqual(expect.arrayContaining(faults));
});
