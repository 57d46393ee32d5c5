import { Command } from 'commander';
import { readFile } from 'node:fs/promises';
import type { ScoreImport } from '../contract/scoreImports.ts';
import { EXIT, UsageError } from './exit.ts';
import { instructorOf } from './instructorOf.ts';

interface ScoresFlags {
  course: string;
  set?: string;
  as?: string;
  apply?: boolean;
}

export const scoresCommand = () =>
  new Command('scores')
    .description('whose scores a CSV would change in a course, and with --apply exactly that')
    .argument('<csv>', 'file that was exported here, or of Canvas, Gradescope or nbgrader')
    .requiredOption('--course <id>', 'id of the course, as in its address')
    .option('--set <id>', 'set that a file of Gradescope is of; found by its questions when absent')
    .option('--as <email>', 'instructor who grades by it; the first of the course when absent')
    .option('--apply', 'do it')
    .addHelpText(
      'after',
      '\nReads and writes DATABASE_URL, else the embedded database of `npm start`. It is undone on the page “Import scores”.\nExit: 0 everything was read, 1 some is left out, 2 nothing could be read.',
    )
    .action(async (file: string, flags: ScoresFlags) => {
      process.exitCode = await scores(file, flags);
    });

async function scores(file: string, { course: slug, set, as, apply = false }: ScoresFlags): Promise<number> {
  const bytes = await readFile(file).catch((error: Error) => {
    throw new UsageError(error.message);
  });
  const { withDatabase } = await import('../server/database/withDatabase.ts');
  const { importScores } = await import('../server/features/score-imports/importScores.ts');
  return withDatabase(async (db) => {
    const { courseId, userId } = await instructorOf(db, slug, as);
    const act = { courseId, actorId: userId, now: new Date() };
    const plan = await importScores(db, act, { bytes, assignment: set, confirm: undefined });
    const made = apply ? await importScores(db, act, { bytes, assignment: set, confirm: plan.digest }) : plan;
    process.stdout.write(`${planText(made)}\n`);
    return made.problems.length === 0 ? EXIT.ok : EXIT.less;
  });
}

/** One line a score: `~` changes, `!` is left out. */
export function planLines({ sets, unchanged, problems }: ScoreImport): string[] {
  const changes = sets.flatMap(({ slug, released, changes: ofSet }) =>
    ofSet.map(
      ({ student, question, before, after, wanted, counts }) =>
        `~ ${student.email}, ${slug}/${question.id}: ${before ?? 'none'} → ${after ?? 'none'}${wanted === null ? '' : ` (the file says ${wanted})`}${counts ? ` (submission ${counts.after} counts then, not ${counts.before})` : ''}${released ? ' (released: seen at once)' : ''}`,
    ),
  );
  return [
    ...changes,
    ...problems.map(({ line, message }) => `! ${line === 0 ? '' : `line ${line}: `}${message}`),
    `${changes.length} change, ${unchanged} as before, ${problems.length} left out`,
  ];
}

const planText = (plan: ScoreImport): string =>
  [...planLines(plan), plan.importId === null ? 'Nothing was changed: --apply does it.' : 'Done.'].join('\n');
