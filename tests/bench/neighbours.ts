/**
 * An honest submission beside every attack of `tests/attacks` in turn: what it costs, and whether it is ever judged
 * wrongly. The attackers go on without a pause in lanes of their own; the honest ones come one after another.
 */
import { readdir, readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { basename, join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { AssignmentDefinition } from '../../contract/assignment.ts';
import { readAssignmentFolder } from '../../grader/assignment/folder.ts';
import { loadAssignment } from '../../grader/assignment/load.ts';
import { grade } from '../../grader/grade.ts';
import type { SubmittedFile } from '../../grader/grading.ts';
import { languageOf } from '../../grader/terms.ts';
import { openSandboxes, type Sandboxes } from '../../grader/sandbox/index.ts';
import type { Episode } from '../../grader/episode.ts';
import { DEFAULT_LIMITS } from '../../grader/sandbox/sandbox.ts';
import { asking, SIGNS, watch } from '../support/watchedRuns.ts';
import { percentile, timed, type Bench, type Figure } from './figures.ts';

const ASSIGNMENT = join(import.meta.dirname, '../../assignments/optimizers');
const ATTACKS = join(import.meta.dirname, '../attacks');
/** Of programs; beside them stand texts that are none. */
const FOLDERS = ['javascript', 'oracle', 'python', 'withheld'];
/** With a test in closed loop, for which the host has to answer a hundred questions: in Python, too, as it is played here. */
const QUESTION = 'sgd_momentum';
/** Attacking runs at a time: with an honest one a submission has less than half of two processors. */
const LANES = 2;
const WARM_UP = 10;
/** Whoever expects to be stopped by the clock is stopped soon, so that there are many of them. */
const ATTACK_LIMITS = { ...DEFAULT_LIMITS, wallSeconds: 0.5, cpuSeconds: 0.5, memoryBytes: 128 * 2 ** 20 };

export interface NeighboursBenchOptions {
  /** How many honest submissions stand beside attacks altogether. */
  runs: number;
}

interface Honest {
  milliseconds: number[];
  /** What was said of them other than `accepted`. */
  wrong: string[];
}

interface Beside extends Honest {
  name: string;
  /** Runs in which the attack was there: its module was played, or a rule of it, and shows its sign where it has one. */
  acted: number;
}

export async function benchNeighbours({ runs }: NeighboursBenchOptions): Promise<Bench> {
  const files = await readAssignmentFolder(ASSIGNMENT);
  const { definition } = loadAssignment(files, 'optimizers');
  if (!definition) throw new Error('the bench needs assignments/optimizers');
  const solutions = ['solution/optim.py', 'solution/optim.js'].map((path): SubmittedFile => ({
    fileName: path.split('/')[1]!,
    source: files.get(path)!,
  }));
  const attacks = await readAttacks();
  const each = Math.max(2, Math.ceil(runs / attacks.length));
  const sandboxes = openSandboxes();
  try {
    const gradeSome = (count: number) => gradeHonest(definition, solutions, sandboxes, count);
    await gradeSome(WARM_UP);
    const alone = await gradeSome(Math.min(200, runs));
    const others = await besides(
      () => gradeSome(1),
      () => gradeSome(Math.min(200, runs)),
    );
    const pauses = monitorEventLoopDelay({ resolution: 1 });
    pauses.enable();
    const beside: Beside[] = [];
    for (const attack of attacks) {
      let acted = 0;
      const honest = await besides(
        async () => {
          if (await attackOnce(sandboxes, attack)) acted += 1;
        },
        () => gradeSome(each),
      );
      beside.push({ name: attack.fileName, acted, ...honest });
    }
    pauses.disable();
    const idle = beside.filter(({ acted }) => acted === 0).map(({ name }) => name);
    if (idle.length > 0) throw new Error(`these attacks did nothing: ${idle.join(', ')}`);
    return {
      name: 'neighbours',
      setting: {
        processors: availableParallelism(),
        node: process.version,
        attacks: attacks.length,
        'honest beside each': each,
        worst: worstOf(beside).name,
        wrong:
          beside.flatMap(({ name, wrong }) => wrong.map((what) => `${name}: ${what}`)).join('; ') || 'none',
      },
      figures: figuresOf(alone, others, beside, pauses.max / 1e6),
    };
  } finally {
    await sandboxes.close();
  }
}

interface Attack extends SubmittedFile {
  /** Of the file itself. */
  name: string;
}

async function readAttacks(): Promise<Attack[]> {
  const folders = await Promise.all(
    FOLDERS.map(async (folder) => (await readdir(join(ATTACKS, folder))).map((name) => join(folder, name))),
  );
  const paths = folders.flat().filter((path) => languageOf(path) !== null);
  return Promise.all(
    paths.sort().map(async (path) => ({
      name: basename(path),
      fileName: path.replaceAll('/', '-'),
      source: await readFile(join(ATTACKS, path), 'utf8'),
    })),
  );
}

async function gradeHonest(
  definition: AssignmentDefinition,
  solutions: readonly SubmittedFile[],
  sandboxes: Sandboxes,
  count: number,
): Promise<Honest> {
  const honest: Honest = { milliseconds: [], wrong: [] };
  for (let i = 0; i < count; i++) {
    const file = solutions[i % solutions.length]!;
    honest.milliseconds.push(
      await timed(async () => {
        try {
          const { whole } = await grade(definition, file, asking(sandboxes), { question: QUESTION });
          const said = whole.questions.map(({ verdict }) => verdict).join();
          if (said !== 'accepted') honest.wrong.push(said);
        } catch (fault) {
          honest.wrong.push(String(fault));
        }
      }),
    );
  }
  return honest;
}

/** Does `work` while others do theirs again and again. */
async function besides<T>(other: () => Promise<unknown>, work: () => Promise<T>): Promise<T> {
  let over = false;
  const lane = async () => {
    while (!over) await other();
  };
  const lanes = Array.from({ length: LANES }, lane);
  try {
    return await work();
  } finally {
    over = true;
    await Promise.all(lanes);
  }
}

/** The rule that an attack offers; some attack while their module is loaded, and offer none. */
const entryOf = (source: string): string => (/\bexport\b.*\brule\b/.test(source) ? 'rule' : 'sgd');

/**
 * Plays it in replay, in both kinds of closed loop, and where those that look for withheld tests take it for one.
 *
 * @returns whether it did anything
 */
async function attackOnce(sandboxes: Sandboxes, { name, fileName, source }: Attack): Promise<boolean> {
  const language = languageOf(fileName)!;
  const steps = 20;
  const from = (...numbers: number[]): Episode => {
    const start = Float64Array.from(numbers);
    return {
      entry: entryOf(source),
      parameters: [{ shape: [2], start, config: { learning_rate: 0.1 } }],
      dtype: 'float64',
      steps,
      gradients: Array.from({ length: steps }, () => [start]),
      changes: [],
    };
  };
  const loop: Episode = { ...from(1, -2), gradients: null };
  const all = (x: number) => Array.from({ length: steps }, () => [Float64Array.of(x, x)]);
  const linear = { slopes: all(1), offsets: all(0) };
  try {
    const run = await watch(sandboxes, {
      program: { language, fileName, source },
      episodes: [from(1, -2), { ...loop, linear }, loop, from(2_000, -2)],
      limits: ATTACK_LIMITS,
      gradient: (_, __, parameters) => parameters,
    });
    return run.result.load.status !== 'entry-missing' && (SIGNS[name]?.(run) ?? true);
  } catch {
    // Its own run may be lost.
    return true;
  }
}

const worstOf = (beside: readonly Beside[]) =>
  beside.reduce((worst, one) =>
    Math.max(...one.milliseconds) > Math.max(...worst.milliseconds) ? one : worst,
  );

function figuresOf(alone: Honest, others: Honest, beside: readonly Beside[], longestPause: number): Figure[] {
  const all = beside.flatMap(({ milliseconds }) => milliseconds);
  const wrong = [alone, others, ...beside].reduce((sum, honest) => sum + honest.wrong.length, 0);
  const milliseconds = (id: string, title: string, value: number): Figure => ({
    id,
    title,
    value,
    unit: 'ms',
    goal: '',
  });
  const ofBoth = (id: string, title: string, times: readonly number[]) => [
    milliseconds(`${id}.p50`, `${title}, p50`, percentile(times, 0.5)),
    milliseconds(`${id}.p99`, `${title}, p99`, percentile(times, 0.99)),
  ];
  const one = 'an honest submission of one question';
  return [
    ...ofBoth('alone', `${one}, alone`, alone.milliseconds),
    ...ofBoth('others', `  beside ${LANES} honest ones at a time`, others.milliseconds),
    ...ofBoth('attacked', `  beside ${LANES} runs of each attack at a time`, all),
    milliseconds('attacked.worst', '  the worst of them', Math.max(...all)),
    milliseconds('pause', "longest pause of the worker's main thread", longestPause),
    {
      id: 'attacks',
      title: 'runs of attacks meanwhile',
      value: beside.reduce((sum, { acted }) => sum + acted, 0),
      unit: 'runs',
      goal: '',
    },
    { id: 'honest', title: 'honest submissions beside attacks', value: all.length, unit: 'runs', goal: '' },
    { id: 'wrong', title: '  of these judged wrongly, or not at all', value: wrong, unit: 'runs', goal: '0' },
  ];
}
