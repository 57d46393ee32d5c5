/** All of a course as the entries of a zip, as it is at one moment: a transaction that sees no later change. */
import type { CourseFile } from '../../../contract/courseFiles.ts';
import type { Course } from '../../../prisma/generated/client.ts';
import type { Db, Tx } from '../../database/prisma.ts';
import { LATEST_VERSION } from '../../middleware/versions.ts';
import { presentCourse } from '../courses/present.ts';
import { exportGradebook } from '../gradebook/exports/index.ts';
import { peopleOf, PERSON_NAME } from '../people.ts';
import { foreignKeys } from './foreignKeys.ts';
import { TABLES } from './tables.ts';
import { writeZip } from './zipFile.ts';
import type { ZipEntry } from './zipFile.ts';

const AT_ONCE = 200;
/** A zip of this kind holds 65,535 files; the rows hold everything in any case. */
const MOST_FILES = 60_000;
/** Of a large course with many images. */
const LONGEST_MS = 15 * 60_000;

const README = `This is a course of Stepwise.

sets/         the files of each set, as they are in force
submissions/  what was handed in: answers as Markdown, programs, images (of a very large course the first ones)
gradebook.csv students and sets, with scores and totals
course.json   the course, and the people whom the rows name
data/         every row of the course, one a line: a new course is made from these, with "Bring back a course"

Who signs in how, invitations and links are not in here.
`;

/** Of names in a zip: letters and digits of any script. */
const pathPart = (text: string): string =>
  text
    .replace(/[^\p{L}\p{N}._-]+/gu, '-')
    .replace(/^[.-]+/, '')
    .slice(0, 80) || 'x';

export function exportCourse(db: Db, course: Course, now: Date): Promise<AsyncIterable<Uint8Array>> {
  return db.$transaction(
    async (tx) => {
      // The gradebook is computed from what is kept outside of this transaction's view.
      const gradebook = await exportGradebook(db, course.id, {
        now,
        anonymous: new Set(),
        format: 'stepwise',
      });
      return writeZip(entriesOf(tx, course, { gradebook, now }), now);
    },
    { isolationLevel: 'RepeatableRead', timeout: LONGEST_MS, maxWait: 10_000 },
  );
}

async function* entriesOf(
  tx: Tx,
  course: Course,
  { gradebook, now }: { gradebook: string; now: Date },
): AsyncGenerator<ZipEntry> {
  yield { name: 'README.txt', parts: [README] };
  const about: CourseFile = {
    format: 'stepwise course 1',
    exportedAt: now.toISOString(),
    course: presentCourse(course),
    people: await peopleNamed(tx, course.id),
  };
  yield { name: 'course.json', parts: [JSON.stringify(about, null, 2)] };
  yield { name: 'gradebook.csv', parts: [gradebook] };
  yield* setFiles(tx, course.id);
  yield* submissionFiles(tx, course.id);
  for (const table of TABLES) yield { name: `data/${table.name}.jsonl`, parts: rowsOf(tx, table, course.id) };
}

/** One row a line, as PostgreSQL writes it. */
async function* rowsOf(
  tx: Tx,
  { name, where, order }: (typeof TABLES)[number],
  courseId: string,
): AsyncGenerator<string> {
  const all = `SELECT to_jsonb(t)::text AS line FROM "${name}" t WHERE ${where} ORDER BY ${order}`;
  await tx.$executeRawUnsafe(`DECLARE rows_of_course NO SCROLL CURSOR FOR ${all}`, courseId);
  for (;;) {
    const rows = await tx.$queryRawUnsafe<{ line: string }[]>(`FETCH ${AT_ONCE} FROM rows_of_course`);
    if (rows.length === 0) break;
    yield `${rows.map(({ line }) => line).join('\n')}\n`;
  }
  await tx.$executeRawUnsafe('CLOSE rows_of_course');
}

async function peopleNamed(tx: Tx, courseId: string): Promise<CourseFile['people']> {
  const keys = await foreignKeys(tx);
  const ids = new Set<string>();
  for (const { name, where } of TABLES) {
    for (const { column } of keys.filter((key) => key.table === name && key.to === 'users')) {
      const rows = await tx.$queryRawUnsafe<{ id: string }[]>(
        `SELECT DISTINCT "${column}"::text AS id FROM "${name}" WHERE (${where}) AND "${column}" IS NOT NULL`,
        courseId,
      );
      for (const { id } of rows) ids.add(id);
    }
  }
  const people = await tx.user.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, email: true, name: true, erasedAt: true },
    orderBy: { id: 'asc' },
  });
  return people.map(({ erasedAt, ...person }) => ({ ...person, erased: erasedAt !== null }));
}

async function* setFiles(tx: Tx, courseId: string): AsyncGenerator<ZipEntry> {
  const sets = await tx.assignment.findMany({
    where: { courseId },
    orderBy: { slug: 'asc' },
    select: { slug: true, versions: { ...LATEST_VERSION, select: { files: true } } },
  });
  for (const { slug, versions } of sets)
    for (const [path, text] of Object.entries((versions[0]?.files ?? {}) as Record<string, string>))
      yield { name: `sets/${slug}/${path}`, parts: [text] };
}

async function* submissionFiles(tx: Tx, courseId: string): AsyncGenerator<ZipEntry> {
  const where = { group: { assignment: { courseId } } };
  const ids = await tx.submission.findMany({ where, select: { id: true }, orderBy: { id: 'asc' } });
  let files = 0;
  for (let from = 0; from < ids.length && files < MOST_FILES; from += AT_ONCE) {
    const rows = await tx.submission.findMany({
      where: { id: { in: ids.slice(from, from + AT_ONCE).map(({ id }) => id) } },
      orderBy: { id: 'asc' },
      select: {
        id: true,
        number: true,
        group: { select: { assignment: { select: { slug: true } } } },
        members: { select: { user: PERSON_NAME } },
        answers: { select: { questionId: true, text: true } },
        files: { select: { name: true, text: true } },
        images: { select: { name: true, imageId: true } },
      },
    });
    for (const { id, number, group, members, answers, files: programs, images } of rows) {
      files += 1 + programs.length + images.length;
      const people = peopleOf(members).map(({ name }) => name);
      // Two people may have one name, and their submissions one number.
      const folder = `submissions/${group.assignment.slug}/${pathPart(people.join('-'))}-${number}-${id.slice(-6)}`;
      const written = answers.filter(({ text }) => text !== '');
      if (written.length > 0)
        yield {
          name: `${folder}/answers.md`,
          parts: written.map(({ questionId, text }) => `# ${questionId}\n\n${text}\n\n`),
        };
      for (const { name, text } of programs) yield { name: `${folder}/${pathPart(name)}`, parts: [text] };
      for (const { name, imageId } of images) {
        const { data } = await tx.image.findUniqueOrThrow({ where: { id: imageId }, select: { data: true } });
        yield { name: `${folder}/${name.split('/').map(pathPart).join('/')}`, parts: [data], stored: true };
      }
    }
  }
}
