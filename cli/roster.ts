import { Command } from 'commander';
import { readFile } from 'node:fs/promises';
import type { ImportPlan } from '../contract/roster.ts';
import { effectLines } from './acts/effects.ts';
import { EXIT, UsageError } from './exit.ts';
import { instructorOf } from './instructorOf.ts';

interface RosterFlags {
  course: string;
  as?: string;
  apply?: boolean;
}

export const rosterCommand = () =>
  new Command('roster')
    .description(
      'what a CSV of people would change in a course, and with --apply exactly that; removes nobody',
    )
    .argument('<csv>', 'file of a registrar, of Canvas or of Gradescope')
    .requiredOption('--course <id>', 'id of the course, as in its address')
    .option('--as <email>', 'instructor who invites them; the first of the course when absent')
    .option('--apply', 'do it')
    .addHelpText(
      'after',
      '\nReads and writes DATABASE_URL, else the embedded database of `npm start`.\nExit: 0 all lines are good, 1 some are left out, 2 nothing could be read.',
    )
    .action(async (file: string, flags: RosterFlags) => {
      process.exitCode = await roster(file, flags);
    });

async function roster(file: string, { course: slug, as, apply = false }: RosterFlags): Promise<number> {
  const bytes = await readFile(file).catch((error: Error) => {
    throw new UsageError(error.message);
  });
  // The commands that need no database start without loading one.
  const { withDatabase } = await import('../server/database/withDatabase.ts');
  const { importRoster } = await import('../server/features/roster/importRoster.ts');
  const { NO_NEWS } = await import('../server/database/workNews.ts');
  return withDatabase(async (db) => {
    const { courseId, userId, timeZone } = await instructorOf(db, slug, as);
    const act = { courseId, actorId: userId, now: new Date() };
    const plan = await importRoster(db, NO_NEWS, act, { bytes, confirm: undefined });
    const made = apply ? await importRoster(db, NO_NEWS, act, { bytes, confirm: plan.digest }) : plan;
    process.stdout.write(`${planText(made, timeZone)}\n`);
    return made.problems.length === 0 ? EXIT.ok : EXIT.less;
  });
}

/** One line a person: `+` is new, `~` changes, `!` is left out. */
export function planLines({ added, changed, unchanged, missing, problems }: ImportPlan): string[] {
  return [
    ...added.map(({ name, email, role }) => `+ ${name}, ${email}, ${role}`),
    ...changed.map(({ email, changes }) => {
      const words = changes.map(({ field, before, after }) =>
        field === 'returns' ? 'comes back' : `${field} ${before || 'none'} → ${after}`,
      );
      return `~ ${email}: ${words.join(', ')}`;
    }),
    ...problems.map(({ line, message }) => `! ${line === 0 ? '' : `line ${line}: `}${message}`),
    `${added.length} new, ${changed.length} changed, ${unchanged} as before, ${missing.length} not in the file (kept), ${problems.length} bad`,
  ];
}

/** The same with whose times it changes, and what was done. */
export function planText(plan: ImportPlan, timeZone: string): string {
  return [
    ...planLines(plan),
    ...(plan.changes.length > 0 ? effectLines(plan, timeZone, 'the page names') : []),
    plan.applied
      ? 'Done. Their links are in the course under People.'
      : 'Nothing was changed: --apply does it.',
  ].join('\n');
}
