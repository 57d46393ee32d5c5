import { writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import type { AssignmentView } from '../contract/assignments.ts';
import type { checkAssignment } from '../contract/publishing.ts';
import type { ResponseOf } from '../contract/operation.ts';
import { VersionPlanNeeded, VersionStep } from '../contract/versions.ts';
import type { VersionPlan, VersionSteps } from '../contract/versions.ts';
import { slugOf } from '../grader/assignment/folder.ts';
import { fromWallClock } from '../grader/wallClock.ts';
import { FIRST_YEAR, LAST_YEAR } from '../grader/years.ts';
import { isYes } from './ask.ts';
import { checkFolder } from './checkFolder.ts';
import { effectLines } from './acts/effects.ts';
import { EXIT, UsageError } from './exit.ts';
import { printProblem } from './input.ts';
import { onDatabase, onServer } from './publishingEnd.ts';
import type { PublishingEnd, Upload } from './publishingEnd.ts';

interface PublishFlags {
  course: string;
  server?: string;
  as?: string;
  slug?: string;
  due?: string;
  grades: string[];
  missing: string[];
  csv?: string;
  confirm?: string;
  yes?: boolean;
  samples: boolean;
}

/** Students that a plan names; the CSV has all. */
const MOST_STUDENTS = 20;

const another = (value: string, earlier: string[]): string[] => [...earlier, value];

export const publishCommand = () =>
  new Command('publish')
    .description('publish an assignment to a course: a new immutable version, unless nothing changed')
    .argument('<assignment>', 'folder of the assignment')
    .requiredOption('--course <id>', 'id of the course, as in its address')
    .option('--server <url>', 'a server where you are logged in (stepwise login); a database when absent')
    .option('--as <email>', 'in a database: instructor who publishes it; the first of the course when absent')
    .option('--slug <slug>', 'publish under another name than the folder')
    .option('--due <time>', "another due time, in the sheet's zone, such as 2021-02-17 14:30")
    .option(
      '--grades <question=step>',
      'what is done with its grades: kept, rescaled or regrade',
      another,
      [],
    )
    .option('--missing <question=step>', 'what those get who handed in without it: zero or full', another, [])
    .option('--csv <file>', 'write whose score becomes what into a file')
    .option('--yes', 'publish what is printed, without asking')
    .option('--confirm <plan>', 'publish what this plan said, and nothing else: its name stands at its end')
    .option('--no-samples', 'do not grade the solution and the samples first')
    .addHelpText(
      'after',
      '\nWhat publishing does is printed first; then it is asked for, or done at once with --yes or --confirm.' +
        '\nFiles with mistakes are refused, as "stepwise check" finds them.' +
        '\nWithout --server it writes to DATABASE_URL, else to the embedded database of `npm start`.' +
        '\nExit: 0 published or nothing to publish, 1 mistakes or not confirmed, 2 a wrong call or refused.',
    )
    .action(async (folder: string, flags: PublishFlags) => {
      process.exitCode = await publish(folder, flags);
    });

/** @throws UsageError for what is no `question=step` */
function stepsIn({ grades, missing }: Pick<PublishFlags, 'grades' | 'missing'>): VersionSteps {
  const steps: VersionSteps = {};
  const chosen = { grades, missing };
  for (const kind of ['grades', 'missing'] as const) {
    for (const each of chosen[kind]) {
      const [question = '', step] = each.split('=');
      const parsed = VersionStep.safeParse({ [kind]: step });
      if (!parsed.success || step === undefined)
        throw new UsageError(`--${kind} ${each}: write question=${kind === 'grades' ? 'regrade' : 'full'}`);
      steps[question] = { ...steps[question], ...parsed.data };
    }
  }
  return steps;
}

async function publish(folder: string, flags: PublishFlags): Promise<number> {
  const { slug = slugOf(folder), course, server } = flags;
  if (server !== undefined && flags.as !== undefined)
    throw new UsageError('--as is of databases: on a server you publish as yourself');
  const steps = stepsIn(flags);
  const { files, definition, problems, errors } = await checkFolder(folder, {
    slug,
    withSamples: flags.samples,
  });
  for (const problem of problems) process.stdout.write(`${printProblem(problem)}\n`);
  if (!definition || errors > 0) {
    process.stdout.write('Nothing was published: fix the mistakes first.\n');
    return EXIT.less;
  }
  const due = flags.due === undefined ? undefined : parseDue(flags.due, definition.timeZone);
  const upload: Upload = { files: Object.fromEntries(files), slug, due, steps };
  const work = (end: PublishingEnd) => publishAt(end, upload, flags);
  return server === undefined ? onDatabase(flags, work) : onServer(server, course, work);
}

/** The same steps at both ends: what it would do, a yes to just that, and then that or nothing. */
async function publishAt(end: PublishingEnd, upload: Upload, flags: PublishFlags): Promise<number> {
  const name = `${flags.course}/${upload.slug}`;
  const { problems, outcome } = await end.check(upload);
  if (outcome === null) {
    // Another version of Stepwise may know mistakes that this one does not.
    for (const problem of problems) process.stdout.write(`${printProblem(problem)}\n`);
    return EXIT.less;
  }
  const { assignment, change, plan } = outcome;
  if (change === 'unchanged') {
    process.stdout.write(`${name}: version ${assignment.version} (unchanged)\n`);
    return EXIT.ok;
  }
  process.stdout.write(plan ? planText(name, plan) : `${newText(name, assignment)}\n`);
  if (plan && flags.csv !== undefined) {
    const { planCsv } = await import('../server/features/assignments/planCsv.ts');
    await writeFile(flags.csv, await planCsv(plan));
  }
  if (!(await isConfirmed(plan, flags))) return EXIT.less;
  try {
    const published = await end.publish({ ...upload, plan: plan?.token, version: assignment.version });
    process.stdout.write(`${name}: version ${published.version} (${published.change})\n`);
    return EXIT.ok;
  } catch (error) {
    // Somebody graded or handed in since it was printed.
    const needed = error instanceof Error && 'details' in error && VersionPlanNeeded.safeParse(error.details);
    if (!needed || !needed.success) throw error;
    process.stdout.write(`\n${(error as Error).message}\n\n${planText(name, needed.data.plan)}`);
    return EXIT.less;
  }
}

async function isConfirmed(plan: VersionPlan | null, { yes, confirm }: PublishFlags): Promise<boolean> {
  if (confirm !== undefined) {
    if (confirm === plan?.token) return true;
    process.stdout.write(`That is another plan than ${confirm}. Nothing was published.\n`);
    return false;
  }
  if (yes) return true;
  if (await isYes('Publish it?')) return true;
  const how = plan ? `--yes, or with --confirm ${plan.token}` : '--yes';
  process.stdout.write(`Nothing was published. Publish it with ${how}\n`);
  return false;
}

type Outcome = NonNullable<ResponseOf<typeof checkAssignment>['outcome']>;

/** What publishing shows students, where nobody has handed in yet. */
function newText(
  name: string,
  { version, title, questions, maxScore, dueAt }: Outcome['assignment'],
): string {
  const list = questions.map(
    ({ id, title: of, points }: AssignmentView['questions'][number]) =>
      `  ${id}: ${of}; ${points} ${points === 1 ? 'point' : 'points'}`,
  );
  return [
    `${name}, version ${version}: ${title}, out of ${maxScore}, due ${dueAt}. Nobody has handed in.`,
    ...list,
  ].join('\n');
}

const CHANGES = { new: 'new', gone: 'removed', changed: 'changed', same: 'same' } as const;

const scoreText = (value: number | null) => value ?? '–';

/** A plan as lines of text. */
function planText(name: string, plan: VersionPlan): string {
  const questions = plan.questions.map((each) => {
    const what = [
      each.before === each.after
        ? `${scoreText(each.after)} ${each.after === 1 ? 'point' : 'points'}`
        : `${scoreText(each.before)} → ${scoreText(each.after)} points`,
      ...(each.reworded ? ['reworded'] : []),
      ...(each.tested ? ['tested otherwise'] : []),
      ...(each.rubric ? ['other rubric in the files'] : []),
      ...(each.grades ? [`${each.graded} of ${each.answers} graded: ${each.grades.step}`] : []),
      ...(each.missing ? [`${each.without} without it: ${each.missing}`] : []),
    ];
    return `  ${each.id}: ${CHANGES[each.change]}; ${what.join('; ')}`;
  });
  const due =
    plan.dueBefore === plan.dueAfter
      ? []
      : [
          `  due ${plan.dueBefore} → ${plan.dueAfter}: ${plan.becomeInTime} no longer late, ${plan.becomeLate} become late`,
        ];
  const dates =
    plan.changes.length === 0
      ? []
      : [
          '  dates, as clocks in UTC show them:',
          ...effectLines(plan, 'UTC', 'the page names').map((line) => `    ${line}`),
        ];
  return [
    `${name}, version ${plan.version}, out of ${plan.maxBefore} → ${plan.maxAfter}`,
    ...questions,
    ...due,
    ...dates,
    `  scores: ${plan.up} up, ${plan.down} down, ${plan.same} same, ${plan.scored} get a score, ${plan.open} to be graded anew`,
    ...studentsText(plan),
    '',
  ].join('\n');
}

/** Whose score or lateness changes. */
function studentsText({ students }: VersionPlan): string[] {
  const changed = students.filter((each) => each.before !== each.after || each.lateBefore !== each.lateAfter);
  const lines = changed.slice(0, MOST_STUDENTS).map(({ student, before, after, lateBefore, lateAfter }) => {
    const late = lateBefore === lateAfter ? '' : lateAfter ? ', becomes late' : ', no longer late';
    return `    ${student.name}: ${scoreText(before)} → ${scoreText(after)}${late}`;
  });
  const more = changed.length - lines.length;
  return more > 0 ? [...lines, `    and ${more} more: --csv <file> has them all`] : lines;
}

function parseDue(wallClock: string, zone: string): string {
  const due = fromWallClock(wallClock, zone);
  if (!(due instanceof Date))
    throw new UsageError(
      `--due: ${wallClock} is not a time in ${zone} such as 2021-02-17 14:30, from ${FIRST_YEAR} to ${LAST_YEAR}`,
    );
  return due.toISOString();
}
