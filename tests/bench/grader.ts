/**
 * The grader's speed: one sandboxed run of a hundred steps of Adam beside what it would cost without a zygote, the whole
 * assignment `optimizers`, the memory of a worker with its zygote, and whether either creeps up over many runs.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AssignmentDefinition, OptimizerQuestion } from '../../contract/assignment.ts';
import { readAssignmentFolder } from '../../grader/assignment/folder.ts';
import { codeQuestions } from '../../contract/assignment.ts';
import { loadAssignment, type AssignmentFiles } from '../../grader/assignment/load.ts';
import { planEpisode, type EpisodePlan } from '../../grader/core/episodes.ts';
import { grade } from '../../grader/grade.ts';
import { openSandboxes, type Sandboxes } from '../../grader/sandbox/index.ts';
import { bubblewrapVersion, insideBubblewrap } from '../../grader/sandbox/python/bubblewrap.ts';
import { findInterpreter } from '../../grader/sandbox/python/interpreter.ts';
import { DEFAULT_LIMITS } from '../../grader/sandbox/sandbox.ts';
import type { Program } from '../../grader/episode.ts';
import { percentile, timed, timedInTurn, timedTogether, type Bench, type Figure } from './figures.ts';
import { memoryOfTree } from './memory.ts';

const STEPS = 100;
const CONCURRENCY = 2;
/** What the sandbox takes at a time at most on two processors. */
const FULL = 4;
const WARM_UP = 20;
/** Rounds of the runs that are compared with starting Python anew, which takes most of the time. */
const ROUNDS = 40;
const THROUGHPUT_RUNS = 600;
const ASSIGNMENT_ROUNDS = 25;
const WINDOW = 1000;

const PRISMA_CLIENT = join(import.meta.dirname, '../../prisma/generated/client.ts');
const FOLDER = join(import.meta.dirname, '../../assignments/optimizers');

export interface GraderBenchOptions {
  /** How many runs the first and the last thousand are taken from. */
  runs: number;
}

export async function benchGrader({ runs }: GraderBenchOptions): Promise<Bench> {
  const files = await readAssignmentFolder(FOLDER);
  const { definition } = loadAssignment(files, 'optimizers');
  const { interpreter } = await findInterpreter();
  if (!definition || !interpreter)
    throw new Error('the bench needs assignments/optimizers and Python with NumPy');
  const bubblewrap = await bubblewrapVersion();
  const program: Program = {
    language: 'python',
    fileName: 'optim.py',
    source: files.get('solution/optim.py')!,
  };
  const sandboxes = openSandboxes();
  const directory = await mkdtemp(join(tmpdir(), 'stepwise-bench-'));
  try {
    const replay = adamEpisode(definition, 'replay');
    const one = () => playOnce(sandboxes, program, replay);
    await timedTogether(WARM_UP, CONCURRENCY, one);
    const python = interpreter.path;
    return {
      name: 'grader',
      setting: {
        processors: availableParallelism(),
        node: process.version,
        python: interpreter.pythonVersion,
        numpy: interpreter.numpyVersion,
        bubblewrap: bubblewrap ?? 'not installed',
      },
      figures: [
        ...(await benchRun(sandboxes, program, definition, {
          bare: [python, '-c', 'import numpy'],
          cold: bubblewrap === null ? null : insideBubblewrap(directory, [python, '-B', COLD_RUN]),
        })),
        ...(await benchAssignment(sandboxes, definition, program.source, wrongProgram(files))),
        ...(await benchFlatness(runs, one)),
      ],
    };
  } finally {
    await sandboxes.close();
    await rm(directory, { recursive: true, force: true });
  }
}

const COLD_RUN = join(import.meta.dirname, 'coldRun.py');

function adamEpisode(definition: AssignmentDefinition, mode: 'replay' | 'closed-loop'): EpisodePlan {
  const question = codeQuestions(definition).find(
    (each) => each.kind === 'optimizer' && each.optimizer === 'adam',
  )! as OptimizerQuestion;
  const spec = { mode, objective: 'rosenbrock', steps: STEPS, hyperparameters: {}, changes: [] };
  return planEpisode(question, spec, question.tolerance);
}

async function playOnce(
  sandboxes: Sandboxes,
  program: Program,
  { episode, gradientAt }: EpisodePlan,
): Promise<void> {
  const { episodes } = await sandboxes.run({
    program,
    episodes: [episode],
    limits: DEFAULT_LIMITS,
    gradient: (_, step, parameters) => parameters.map((theta) => gradientAt(step, theta)),
  });
  const outcome = episodes[0];
  if (outcome?.status !== 'completed' || outcome.rows.length !== STEPS) {
    throw new Error(`a run of the bench ended as ${JSON.stringify(outcome).slice(0, 200)}`);
  }
}

/** @param commands Python that only imports NumPy, and the same run behind bubblewrap without a zygote */
async function benchRun(
  sandboxes: Sandboxes,
  program: Program,
  definition: AssignmentDefinition,
  commands: { bare: string[]; cold: string[] | null },
): Promise<Figure[]> {
  const replay = adamEpisode(definition, 'replay');
  const closedLoop = adamEpisode(definition, 'closed-loop');
  const order = coldOrder(program, replay);
  const { bare, cold } = commands;
  const one = () => playOnce(sandboxes, program, replay);
  const times = await timedInTurn(ROUNDS, {
    replay: one,
    closedLoop: () => playOnce(sandboxes, program, closedLoop),
    bare: () => runCommand(bare, ''),
    cold: () => cold && runCommand(cold, order),
  });
  const p50 = (name: keyof typeof times) => percentile(times[name], 0.5);
  const rate = async (concurrency: number): Promise<number> =>
    (THROUGHPUT_RUNS / (await timed(() => timedTogether(THROUGHPUT_RUNS, concurrency, one)))) * 1000;

  const run = `one sandboxed run of ${STEPS} steps of Adam`;
  const figures: Figure[] = [
    { id: 'run.p50', title: `${run}, p50`, value: p50('replay'), unit: 'ms', goal: '≤ 8.5' },
    { id: 'run.p95', title: `${run}, p95`, value: percentile(times.replay, 0.95), unit: 'ms', goal: '' },
    {
      id: 'closedLoop.p50',
      title: '  the same in a closed loop, p50',
      value: p50('closedLoop'),
      unit: 'ms',
      goal: '',
    },
    {
      id: 'run.rate',
      title: `  runs a second, ${CONCURRENCY} at a time`,
      value: await rate(CONCURRENCY),
      unit: 'runs/s',
      goal: '≥ 200',
    },
    {
      id: 'run.fullRate',
      title: `  the same, ${FULL} at a time`,
      value: await rate(FULL),
      unit: 'runs/s',
      goal: '',
    },
    {
      id: 'bare.p50',
      title: `bare python3 -c 'import numpy', p50`,
      value: p50('bare'),
      unit: 'ms',
      goal: '',
    },
    {
      id: 'run.perBare',
      title: '  run ÷ bare',
      value: p50('replay') / p50('bare'),
      unit: '×',
      goal: '≤ 0.12',
    },
  ];
  if (!cold) return figures;
  return [
    ...figures,
    {
      id: 'cold.p50',
      title: 'the same run in a cold bubblewrap, p50',
      value: p50('cold'),
      unit: 'ms',
      goal: '',
    },
    {
      id: 'run.perCold',
      title: '  run ÷ cold',
      value: p50('replay') / p50('cold'),
      unit: '×',
      goal: '≤ 0.15',
    },
  ];
}

const coldOrder = ({ source }: Program, { episode }: EpisodePlan): string =>
  JSON.stringify({
    source,
    entry: episode.entry,
    start: Array.from(episode.parameters[0]!.start),
    config: episode.parameters[0]!.config,
    gradients: episode.gradients!.map(([gradient]) => Array.from(gradient!)),
  });

async function runCommand([command, ...rest]: string[], input: string): Promise<void> {
  const env = {
    PATH: process.env.PATH,
    OMP_NUM_THREADS: '1',
    OPENBLAS_NUM_THREADS: '1',
    MKL_NUM_THREADS: '1',
  };
  const child = spawn(command!, rest, { stdio: ['pipe', 'ignore', 'inherit'], env });
  child.stdin.end(input);
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`${command} ended with ${code}`);
}

/** Every wrong sample in one file: of each rule the last one counts, so that every question has a fault to find. */
const wrongProgram = (files: AssignmentFiles): string =>
  [...files]
    .filter(([path]) => /^questions\/[^/]+\/samples\/wrong_answer\/.+\.py$/.test(path))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, source]) => source)
    .join('\n\n');

async function benchAssignment(
  sandboxes: Sandboxes,
  definition: AssignmentDefinition,
  solution: string,
  wrong: string,
): Promise<Figure[]> {
  const gradeAs = (source: string) => () => grade(definition, { fileName: 'optim.py', source }, sandboxes);
  const times = await timedInTurn(ASSIGNMENT_ROUNDS, { solution: gradeAs(solution), wrong: gradeAs(wrong) });
  const figure = (name: keyof typeof times, title: string, share: number, goal: string): Figure => ({
    id: `assignment.${name}.p${share * 100}`,
    title: `the whole assignment optimizers, ${title}, p${share * 100}`,
    value: percentile(times[name], share),
    unit: 'ms',
    goal,
  });
  return [
    figure('solution', 'its solution', 0.5, '≤ 165'),
    figure('solution', 'its solution', 0.95, ''),
    figure('wrong', 'all rules wrong, with diagnosis', 0.5, '≤ 165'),
    figure('wrong', 'all rules wrong, with diagnosis', 0.95, ''),
  ];
}

/** What a worker holds in memory beside the grader: the clients of the database and the queue. */
async function loadRestOfWorker(): Promise<void> {
  if (!existsSync(PRISMA_CLIENT)) await runCommand(['prisma', 'generate'], '');
  await import('../../server/worker/gradingHandlers.ts');
  await import('../../server/queue/gradingQueue.ts');
  await import('../../server/database/prisma.ts');
}

/** Time and memory of the first and the last thousand of many runs. */
async function benchFlatness(runs: number, one: () => Promise<void>): Promise<Figure[]> {
  await loadRestOfWorker();
  const window = Math.min(WINDOW, Math.floor(runs / 2));
  const first = await timedTogether(window, CONCURRENCY, one);
  const before = memoryOfTree(process.pid);
  await timedTogether(runs - 2 * window, CONCURRENCY, one);
  const last = await timedTogether(window, CONCURRENCY, one);
  const after = memoryOfTree(process.pid);

  const [start, end] = [percentile(first, 0.5), percentile(last, 0.5)];
  const within = `${window} of ${runs} runs`;
  const figures: Figure[] = [
    {
      id: 'flat.first.p50',
      title: `first ${within}, p50, ${CONCURRENCY} at a time`,
      value: start,
      unit: 'ms',
      goal: '',
    },
    { id: 'flat.last.p50', title: `last ${within}, p50`, value: end, unit: 'ms', goal: '' },
    { id: 'flat.time', title: '  last ÷ first', value: end / start, unit: '×', goal: 'about 1' },
  ];
  if (!before || !after) return figures;
  return [
    ...figures,
    {
      id: 'memory.pss',
      title: 'memory of the worker with its zygote (PSS)',
      value: after.pss,
      unit: 'MB',
      goal: '≤ 250',
    },
    {
      id: 'memory.worker',
      title: '  of it the worker',
      value: after.own,
      unit: 'MB',
      goal: '',
    },
    {
      id: 'memory.zygote',
      title: `  of it the zygote's ${after.processes - 1} processes`,
      value: after.pss - after.own,
      unit: 'MB',
      goal: '',
    },
    {
      id: 'memory.rss',
      title: '  the same with shared pages counted for each (RSS)',
      value: after.rss,
      unit: 'MB',
      goal: '',
    },
    {
      id: 'flat.memory',
      title: `  after the last ÷ after the first ${within}`,
      value: after.pss / before.pss,
      unit: '×',
      goal: 'about 1',
    },
  ];
}
