import { Command } from 'commander';
import { readAssignmentFolder, slugOf } from '../grader/assignment/folder.ts';
import { loadAssignment } from '../grader/assignment/load.ts';
import { fromWallClock } from '../grader/assignment/time.ts';
import { EXIT, UsageError } from './exit.ts';
import { printProblem } from './input.ts';

interface PublishFlags {
  course: string;
  as?: string;
  slug?: string;
  due?: string;
}

export const publishCommand = () =>
  new Command('publish')
    .description('publish an assignment to a course: a new immutable version, unless nothing changed')
    .argument('<assignment>', 'folder of the assignment')
    .requiredOption('--course <id>', 'id of the course, as in its address')
    .option('--as <email>', 'instructor who publishes it; the first of the course when absent')
    .option('--slug <slug>', 'publish under another name than the folder')
    .option('--due <time>', "another due time, in the sheet's zone, such as 2021-02-17 14:30")
    .addHelpText('after', '\nWrites to DATABASE_URL, else to the embedded database of `npm start`.')
    .action(async (folder: string, flags: PublishFlags) => {
      process.exitCode = await publish(folder, flags);
    });

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
  // Only this command needs a database: the others start without loading one.
  const { withDatabase } = await import('../server/database/withDatabase.ts');
  const { publishAssignment } = await import('../server/features/assignments/publishAssignment.ts');
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
    const published = await publishAssignment(db, NO_NEWS, loadAssignment, {
      courseId: course.id,
      publishedById: instructor.userId,
      upload: { files: Object.fromEntries(files), slug: flags.slug ?? slugOf(folder), due },
    });
    process.stdout.write(
      `${course.slug}/${published.slug}: version ${published.version} (${published.change})\n`,
    );
    return EXIT.ok;
  });
}

function parseDue(wallClock: string, zone: string): string {
  const due = fromWallClock(wallClock, zone);
  if (!(due instanceof Date))
    throw new UsageError(`--due: ${wallClock} is not a time in ${zone} such as 2021-02-17 14:30`);
  return due.toISOString();
}
