/** The experiment of Figure 3 with the author's solution and with a faulty sample: how long all epochs take, and what they earn. */
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { dataIn, readAssignmentFolder, slugOf } from '../../grader/assignment/folder.ts';
import { loadAssignment } from '../../grader/assignment/load.ts';
import { openLaboratories } from '../../grader/experiments/laboratories.ts';
import { grade } from '../../grader/grade.ts';
import { openSandboxes } from '../../grader/sandbox/index.ts';
import { ROOT } from '../../server/config.ts';
import { figure, timed, type Bench } from './figures.ts';
import { usedBy } from './processor.ts';

const FOLDER = join(ROOT, 'assignments/figure-3');
const SOLUTION = 'solution/optim.py';
const WRONG = 'questions/figure-3/samples/partially_accepted/missing-root.py';

interface Trained {
  /** Milliseconds of a clock, from a cold start to the report. */
  took: number;
  /** Of processors: ours, the trainer's and the program's. */
  cost: number;
  /** Points that it does not get. */
  missed: number;
}

async function train(path: string): Promise<Trained> {
  const { definition } = loadAssignment(await readAssignmentFolder(FOLDER), slugOf(FOLDER));
  const source = await readFile(join(FOLDER, path), 'utf8');
  const before = usedBy('self');
  const sandboxes = openSandboxes();
  const laboratories = openLaboratories(dataIn(FOLDER));
  let missed = NaN;
  const took = await timed(async () => {
    const file = { fileName: basename(SOLUTION), source };
    const { whole } = await grade(definition!, file, sandboxes, { experiments: laboratories });
    missed = whole.maxScore - whole.score;
  });
  laboratories.close();
  await sandboxes.close();
  // The trainer is a child of ours, and counts once it has ended.
  await sleep(500);
  const after = usedBy('self');
  return { took, cost: after.own - before.own + after.children - before.children, missed };
}

export async function benchExperiment(): Promise<Bench> {
  const right = await train(SOLUTION);
  const wrong = await train(WRONG);
  return {
    name: 'experiment',
    setting: { node: process.version, processors: availableParallelism(), assignment: slugOf(FOLDER) },
    figures: [
      figure(
        'solution',
        'six curves of 45 epochs, from a cold start to the report',
        right.took,
        'ms',
        '≤ 20,000',
      ),
      figure('solution.cost', 'the same, of processors', right.cost, 'ms'),
      figure('solution.missed', 'points that the solution does not get', right.missed, 'points', '0'),
      figure('wrong', 'with a root left out, and its diagnosis', wrong.took, 'ms'),
      figure('wrong.cost', 'the same, of processors', wrong.cost, 'ms'),
      figure('wrong.missed', 'points that it loses', wrong.missed, 'points'),
    ],
  };
}
