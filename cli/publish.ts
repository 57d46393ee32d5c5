import { writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import { VersionPlanNeeded, VersionStep } from '../contract/versions.ts';
import type { VersionPlan, VersionSteps } from '../contract/versions.ts';
import { readAssignmentFolder, slugOf } from '../grader/assignment/folder.ts';
import { loadAssignment } from '../grader/assignment/load.ts';
import { fromWallClock } from '../grader/wallClock.ts';
import { EXIT, UsageError } from './exit.ts';
import { printProblem } from './input.ts';

interface PublishFlags {
  course: string;
  as?: string;
  slug?: string;
  due?: string;
  grades: string[];
  missing: string[];
  csv?: string;
  confirm?: string;
}

const another = (value: string, earlier: string[]): string[] => [...earlier, value];

export const publishCommand = () =>
  new Command('publish')
    .description('publish an assignment to a course: a new immutable version, unless nothing changed')
    .argument('<assignment>', 'folder of the assignment')
    .requiredOption('--course <id>', 'id of the course, as in its address')
    .option('--as <email>', 'instructor who publishes it; the first of the course when absent')
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
    .option('--confirm <plan>', 'publish what this plan said: its name stands at its end')
    .addHelpText(
      'after',
      '\nOnce students have handed in, a version is a plan first: it is printed, and published with --confirm.' +
        '\nWrites to DATABASE_URL, else to the embedded database of `npm start`.',
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
  const files = await readAssignmentFolder(folder).catch((error: Error) => {
    throw new UsageError(error.message);
  });
  const { definition, problems } = loadAssignment(files, flags.slug ?? slugOf(folder));
  if (!definition) {
    for (const problem of problems) process.stdout.write(`${printProblem(problem)}\n`);
    return EXIT.less;
  }
  const due = flags.due === undefined ? undefined : parseDue(flags.due, definition.timeZone);
  const steps = stepsIn(flags);
  // Only this command needs a database: the others start without loading one.
  const { withDatabase } = await import('../server/database/withDatabase.ts');
  const { publishAssignment } = await import('../server/features/assignments/publishAssignment.ts');
  const { planCsv } = await import('../server/features/assignments/planCsv.ts');
  const { NO_NEWS } = await import('../server/database/workNews.ts');
  return withDatabase(async (db) => {
    const course = await db.course.findUnique({ where: { slug: flags.course } });
    if (!course) {
      const known = await db.course.findMany({ select: { slug: true } });
      throw new UsageError(
        `no course ${flags.course}; there are ${known.map(({ slug }) => slug).join(', ') || 'none yet'}`,
      );
    }
    const instructor = await db.enrolment.findFirst({
      where: {
        courseId: course.id,
        role: 'instructor',
        leftAt: null,
        ...(flags.as !== undefined && { user: { email: flags.as } }),
      },
    });
    if (!instructor) {
      throw new UsageError(`${flags.as ?? 'nobody'} is an instructor of ${course.slug}`);
    }
    const slug = flags.slug ?? slugOf(folder);
    try {
      const published = await publishAssignment(db, NO_NEWS, loadAssignment, {
        courseId: course.id,
        publishedById: instructor.userId,
        upload: { files: Object.fromEntries(files), slug, due, steps, plan: flags.confirm },
      });
      process.stdout.write(
        `${course.slug}/${published.slug}: version ${published.version} (${published.change})\n`,
      );
      return EXIT.ok;
    } catch (error) {
      const isError = error instanceof Error && 'details' in error;
      const needed = isError ? VersionPlanNeeded.safeParse(error.details) : null;
      if (!isError || !needed?.success) throw error;
      const { plan } = needed.data;
      if (flags.csv !== undefined) await writeFile(flags.csv, planCsv(plan));
      process.stdout.write(`${error.message}\n\n${planText(`${course.slug}/${slug}`, plan)}`);
      return EXIT.less;
    }
  });
}

const CHANGES = { new: 'new', gone: 'removed', changed: 'changed', same: 'same' } as const;

/** A plan as lines of text. */
export function planText(name: string, plan: VersionPlan): string {
  const points = (value: number | null) => value ?? '–';
  const questions = plan.questions.map((each) => {
    const what = [
      each.before === each.after
        ? `${points(each.after)} points`
        : `${points(each.before)} → ${points(each.after)} points`,
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
  return [
    `${name}, version ${plan.version}, out of ${plan.maxBefore} → ${plan.maxAfter}`,
    ...questions,
    ...due,
    `  scores: ${plan.up} up, ${plan.down} down, ${plan.same} same, ${plan.open} to be graded anew`,
    `Publish it with --confirm ${plan.token}`,
    '',
  ].join('\n');
}

function parseDue(wallClock: string, zone: string): string {
  const due = fromWallClock(wallClock, zone);
  if (!(due instanceof Date))
    throw new UsageError(`--due: ${wallClock} is not a time in ${zone} such as 2021-02-17 14:30`);
  return due.toISOString();
}
