import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Command } from 'commander';
import type { AssignmentDefinition, PublishedExperiment } from '../contract/assignment.ts';
import { GradeReport } from '../contract/report.ts';
import { referencePath } from '../grader/assignment/experiment.ts';
import { dataIn } from '../grader/assignment/folder.ts';
import { loadUnpinned } from '../grader/assignment/load.ts';
import { holds } from '../grader/experiments/claims.ts';
import { openLaboratories } from '../grader/experiments/laboratories.ts';
import { pinReference, SEEDS } from '../grader/experiments/reference.ts';
import { UnusableExperiment } from '../grader/experiments/trainer.ts';
import { grade } from '../grader/grade.ts';
import { toHtml } from '../grader/report/html/page.ts';
import { reportSeen } from '../grader/report/reportSeen.ts';
import { toText } from '../grader/report/text.ts';
import { openSandboxes } from '../grader/sandbox/index.ts';
import { EXIT, UsageError } from './exit.ts';
import { exitCodeOf } from './gradeMany.ts';
import { readAssignment, readSubmission } from './input.ts';
import { progressOn, shareProgressOn } from './progress.ts';

interface ExperimentFlags {
  question?: string;
  html?: string;
  json?: boolean;
  epochs?: string;
  pin?: boolean;
}

export const experimentCommand = () =>
  new Command('experiment')
    .description(
      "train a network with a submission's own optimizers, and draw its curves beside the reference's",
    )
    .argument('<assignment>', 'folder of the assignment')
    .argument('[submission]', 'the file')
    .option('--question <id>', 'this experiment only')
    .option('--html <file>', 'write the report with its curves as one HTML file as well')
    .option('--json', 'print the report as JSON')
    .option('--epochs <n>', 'train for so many epochs only')
    .option(
      '--pin',
      `train the reference with ${SEEDS} seeds and keep its curves beside the question; for authors`,
    )
    .addHelpText(
      'after',
      '\nExit: 0 full marks, 1 less, 2 usage or unreadable input, 3 the grader itself failed.',
    )
    .action(async (folder: string, path: string | undefined, flags: ExperimentFlags) => {
      if (flags.pin && path !== undefined)
        throw new UsageError('--pin trains the reference, not a submission');
      if (!flags.pin && path === undefined)
        throw new UsageError('which file is to train? Name it, or give --pin');
      process.exitCode = path === undefined ? await pin(folder, flags) : await train(folder, path, flags);
    });

/** The definition with nothing but the experiments that are asked for. */
function asked(definition: AssignmentDefinition, { question }: ExperimentFlags) {
  const all = definition.questions.filter((each) => each.kind === 'experiment');
  const questions = all.filter(({ id }) => question === undefined || id === question);
  if (questions.length > 0) return { ...definition, questions };
  throw new UsageError(
    all.length === 0
      ? `${definition.slug} has no experiment`
      : `no experiment ${question} in ${definition.slug}; there are ${all.map(({ id }) => id).join(', ')}`,
  );
}

function epochsOf({ epochs }: ExperimentFlags): number | undefined {
  if (epochs === undefined) return undefined;
  const count = Number(epochs);
  if (!Number.isInteger(count) || count < 1)
    throw new UsageError(`--epochs: ${epochs} is not a whole number from 1`);
  return count;
}

async function train(folder: string, path: string, flags: ExperimentFlags): Promise<number> {
  const epochs = epochsOf(flags);
  const definition = asked(await readAssignment(folder), flags);
  const file = await readSubmission(definition, path);
  const progress = shareProgressOn(process.stderr);
  const sandboxes = openSandboxes();
  const laboratories = openLaboratories(dataIn(folder));
  try {
    const report = await grade(definition, file, sandboxes, {
      experiments: {
        ...laboratories,
        ...(epochs !== undefined && { epochs }),
        onProgress: (_, { curve, done }) => progress.at(done, curve),
      },
    });
    progress.clear();
    const seen = reportSeen(report, definition, { widest: 'hidden', released: true })!;
    const shown = { assignment: definition.slug, ...seen };
    process.stdout.write(
      `${flags.json ? JSON.stringify(GradeReport.parse(shown), null, 2) : toText(shown)}\n`,
    );
    if (flags.html !== undefined)
      await writeFile(flags.html, toHtml(shown)).catch((error: Error) => {
        throw new UsageError(`--html: ${flags.html} cannot be written: ${error.message}`);
      });
    return exitCodeOf({ file: path, report: shown, error: null });
  } finally {
    progress.clear();
    laboratories.close();
    await sandboxes.close();
  }
}

async function pin(folder: string, flags: ExperimentFlags): Promise<number> {
  const { questions } = asked(await readAssignment(folder, loadUnpinned), flags);
  const laboratories = openLaboratories(dataIn(folder));
  try {
    let contradicted = 0;
    for (const question of questions)
      contradicted += await laboratories.withTrainer((trainer) => pinOne(folder, question, trainer));
    return contradicted === 0 ? EXIT.ok : EXIT.less;
  } catch (error) {
    throw error instanceof UnusableExperiment ? new UsageError(error.message) : error;
  } finally {
    laboratories.close();
  }
}

/** How many claims do not hold with every seed. */
async function pinOne(
  folder: string,
  question: PublishedExperiment,
  trainer: Parameters<typeof pinReference>[0],
): Promise<number> {
  const { id, rules, variants, claims, epochs } = question;
  const progress = progressOn(process.stderr, SEEDS * rules.length * variants.length);
  const data = { path: resolve(folder, question.data), hash: question.dataHash };
  const pinned = await pinReference(trainer, question, data, (name) => progress.step(name));
  progress.clear();
  await writeFile(join(folder, referencePath(id)), `${JSON.stringify(pinned)}\n`);
  process.stdout.write(`${id}: the reference's curves are in ${referencePath(id)}\n`);
  let contradicted = 0;
  for (const claim of claims) {
    const held = pinned.runs.filter(({ curves }) => holds(claim, curves, epochs)).length;
    if (held < SEEDS) contradicted++;
    process.stdout.write(`${held < SEEDS ? '✕' : '✓'} ${claim.text}  with ${held} of ${SEEDS} seeds\n`);
  }
  return contradicted;
}
