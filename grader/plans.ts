/**
 * From a question's tests to what the sandbox is asked for. Where a test names an objective of the author's own, that one's
 * program is asked beforehand for all that planning, judging and drawing will need of it.
 */
import type {
  OptimizerQuestion,
  PublishedObjective,
  TestFile,
  TrajectoryTest,
} from '../contract/assignment.ts';
import type { Ground } from './findings.ts';
import { FLOAT32_TOLERANCE } from './core/compare.ts';
import { givenBySteps, planEpisode, startsOf, walk, type EpisodePlan } from './core/episodes.ts';
import type { EpisodeOutcome } from './episode.ts';
import { completeHyperparameters } from './optimizers/hyperparameters.ts';
import { acceptedPoints } from './optimizers/conventions.ts';
import { findOptimizer } from './optimizers/index.ts';
import { openObjective, type OpenObjective } from './own-objectives/ask.ts';
import { KnownObjective } from './own-objectives/known.ts';
import { findProperty } from './properties/index.ts';
import { finitePoints, frameOf } from './report/frame.ts';
import type { Sandboxes } from './sandbox/index.ts';
import type { Vector } from './terms.ts';

export type Played = OptimizerQuestion & { objectives?: readonly PublishedObjective[] };

/** Cells a side of the ground under a picture's paths. */
const CELLS = 30;

const finite = (x: number): number | null => (Number.isFinite(x) ? x : null);

interface Own {
  known: KnownObjective;
  open: OpenObjective;
}

/** Plans that need no author's program, by test: whoever's program is played, they are the same. */
const settled = new WeakMap<Played, Map<string, EpisodePlan>>();

/** The plans of one question's tests. What is open between two uses is closed by `close`. */
export class Plans {
  readonly #question: Played;
  readonly #sandboxes: Sandboxes;
  readonly #own = new Map<string, Own>();
  readonly #plans = new Map<string, EpisodePlan>();
  readonly #settled: Map<string, EpisodePlan>;
  /** The reference's own way in a picture, by test. */
  readonly #drawn = new Map<string, Vector[]>();

  /** @param sandboxes those of the programs; an objective has a place of its own beside them */
  constructor(question: Played, sandboxes: Sandboxes) {
    this.#question = question;
    this.#settled = settled.get(question) ?? new Map();
    settled.set(question, this.#settled);
    this.#sandboxes = sandboxes;
  }

  /** @throws ObjectiveFailed where the author's program gives no numbers */
  async of(test: TestFile): Promise<EpisodePlan> {
    const own = this.#ownOf(test);
    const before = this.#plans.get(test.id) ?? (own ? undefined : this.#settled.get(test.id));
    if (own && !before && test.kind === 'trajectory') await this.#learnWays(own, test);
    const plan = before ?? this.#planOf(test, own?.known);
    this.#plans.set(test.id, plan);
    if (!own) this.#settled.set(test.id, plan);
    return plan;
  }

  /** The gradients at a row of a closed loop, which nobody knows before. */
  gradientsAt(test: TestFile, step: number, parameters: readonly Vector[]): Vector[] | Promise<Vector[]> {
    const own = this.#ownOf(test);
    const { gradientAt } = this.#plans.get(test.id)!;
    const gradients = () => parameters.map((theta) => gradientAt(step, theta));
    if (!own) return gradients();
    return Promise.all(
      parameters.map((theta) => own.known.learn(own.open, { step, theta, forgiving: true })),
    ).then(gradients);
  }

  /** What judging and drawing need of where the program went. */
  async learnRows(test: TestFile, outcome: EpisodeOutcome): Promise<void> {
    const own = this.#ownOf(test);
    if (!own || test.kind !== 'trajectory' || outcome.status === 'not-run') return;
    const { episode } = this.#plans.get(test.id)!;
    const ways = [episode.parameters.map(({ start }) => start), ...outcome.rows];
    for (const [step, row] of ways.entries())
      for (const theta of row) await own.known.learn(own.open, { step, theta, forgiving: true });
  }

  /** The heights around the paths of a picture, which pages cannot compute; null where the objective is ours. */
  async groundOf(test: TestFile, { rows }: { rows: readonly Vector[][] }): Promise<Ground | null> {
    const own = this.#ownOf(test);
    const drawn = this.#drawn.get(test.id);
    if (!own || !drawn || drawn[0]?.length !== 2) return null;
    const { title, minimum } = own.known;
    const pointsOf = (way: readonly Vector[]) => finitePoints(way.map((theta) => Array.from(theta, finite)));
    const yours = [drawn[0], ...rows.map(([theta]) => theta!)];
    const { x, y } = frameOf(pointsOf(drawn), pointsOf(yours), minimum);
    const along = ([low, high]: readonly number[], cell: number) => low! + (cell / CELLS) * (high! - low!);
    const heights: (number | null)[] = [];
    for (let row = 0; row <= CELLS; row++)
      for (let column = 0; column <= CELLS; column++) {
        const { value } = await own.open.at(0, Float64Array.of(along(x, column), along(y, row)), true);
        heights.push(finite(Number(value.toPrecision(5))));
      }
    return { title, minimum: minimum && [...minimum], x, y, heights };
  }

  async close(): Promise<void> {
    await Promise.all([...this.#own.values()].map(({ open }) => open.close()));
    this.#own.clear();
  }

  #ownOf(test: TestFile): Own | null {
    if (test.kind !== 'trajectory') return null;
    const source = this.#question.objectives?.find(({ name }) => name === test.objective);
    if (!source) return null;
    const before = this.#own.get(source.name);
    if (before) return before;
    const open = openObjective(source, source.start.length, this.#sandboxes.beside ?? this.#sandboxes);
    const made = { known: new KnownObjective(source), open };
    this.#own.set(source.name, made);
    return made;
  }

  /** Where the reference goes: along its own gradients in a replay, and in a picture by each accepted convention. */
  async #learnWays({ known, open }: Own, test: TrajectoryTest): Promise<void> {
    const { optimizer, accepts, defaults } = this.#question;
    const { point } = findOptimizer(optimizer)!;
    const starts = startsOf(test, known);
    const given = givenBySteps(test, test.steps);
    const scale = test.gradientScale;
    const learn = async (way: ReturnType<typeof walk>, factor: number): Promise<Vector[]> => {
      let next = way.next();
      while (!next.done) {
        const { gradient } = await known.learn(open, { step: next.value.step, theta: next.value.at });
        next = way.next(gradient.map((g) => g * factor));
      }
      return next.value;
    };
    if (test.mode === 'replay' && !test.gradients)
      for (const start of starts) await learn(walk(point, start, given, defaults), scale);
    if (!test.plot) return;
    const complete = completeHyperparameters({}, defaults);
    for (const accepted of acceptedPoints(point, accepts)) {
      const way = await learn(walk(accepted, starts[0]!, given, complete), 1);
      for (const [step, theta] of way.entries()) await known.learn(open, { step, theta });
      // The reference itself is the first.
      if (!this.#drawn.has(test.id)) this.#drawn.set(test.id, way);
    }
  }

  #planOf(test: TestFile, objective: KnownObjective | undefined): EpisodePlan {
    const question = this.#question;
    if (test.kind === 'trajectory') {
      const tolerance = test.tolerance ?? (test.dtype === 'float32' ? FLOAT32_TOLERANCE : question.tolerance);
      return planEpisode(question, test, tolerance, objective);
    }
    const { episode } = findProperty(test.property)!;
    const spec = { ...episode, hyperparameters: test.hyperparameters, changes: [] };
    return planEpisode(question, spec, question.tolerance);
  }
}
