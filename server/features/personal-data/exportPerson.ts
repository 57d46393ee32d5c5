/** What is kept of a person, as they may see it themselves: grades that are out, and no note of staff. */
import { operations } from '../../../contract/index.ts';
import { isOut } from '../../../grader/core/policies/times.ts';
import type { User } from '../../../prisma/generated/client.ts';
import type { Db } from '../../database/prisma.ts';
import { ApiError } from '../../errors.ts';
import { setsForStudent } from '../../middleware/subject.ts';
import type { AssignmentSubject } from '../../middleware/subject.ts';
import { LATEST_VERSION, readVersion } from '../../middleware/versions.ts';
import { presentCourse } from '../courses/present.ts';
import { writeZip } from '../course-files/zipFile.ts';
import type { ZipEntry } from '../course-files/zipFile.ts';
import { readState, staysOf } from '../documents/history.ts';
import { textsOf } from '../documents/texts.ts';
import { getFeedback } from '../feedback/getFeedback.ts';
import { peopleOf, PERSON_NAME } from '../people.ts';
import { releaseOf } from '../policies/heldBack.ts';
import { presentRequest, REQUEST } from '../requests/present.ts';

const README = `All that Stepwise keeps of you, as far as you may see it.

person.json   your account, courses, sets, submissions, grades that are out with what was said about your answers,
              requests, notices, mails, and what you said about passages of answers as staff
submissions/  what you handed in, alone or with your group
drafts/       what is written and not handed in, with its images; of groups that you have left, as it was then
`;

export async function exportPerson(db: Db, email: string, now: Date): Promise<AsyncIterable<Uint8Array>> {
  const user = await db.user.findUnique({ where: { email, erasedAt: null } });
  if (!user) throw new ApiError('not_found', `There is no account with ${email}.`);
  return writeZip(entriesOf(db, user, now), now);
}

async function* entriesOf(db: Db, user: User, now: Date): AsyncGenerator<ZipEntry> {
  yield { name: 'README.txt', parts: [README] };
  const enrolments = await db.enrolment.findMany({
    where: { userId: user.id },
    include: { course: true },
    orderBy: { createdAt: 'asc' },
  });
  const courses = [];
  for (const { course, role, section, studentId, createdAt, leftAt } of enrolments) {
    const sets = [];
    for await (const { set, files } of setsOf(db, course, { userId: user.id, now })) {
      yield* files;
      sets.push(set);
    }
    courses.push({ ...presentCourse(course), role, section, studentId, since: createdAt, leftAt, sets });
  }
  const where = { userId: user.id };
  const person = {
    exportedAt: now,
    account: { name: user.name, email: user.email, since: user.createdAt, keys: user.keys },
    signsInWith: await db.identity.findMany({ where, select: { issuer: true, linkedAt: true } }),
    tokens: await db.personalToken.findMany({
      where,
      orderBy: { id: 'asc' },
      select: { name: true, scopes: true, createdAt: true, expiresAt: true, usedAt: true },
    }),
    courses,
    comments: await commentsOf(db, user.id),
    notices: await db.notification.findMany({
      where,
      orderBy: { at: 'asc' },
      select: { at: true, kind: true, subject: true, text: true, readAt: true },
    }),
    mails: await db.mail.findMany({
      where,
      orderBy: { writtenAt: 'asc' },
      select: { writtenAt: true, address: true, subject: true, state: true },
    }),
  };
  yield { name: 'person.json', parts: [JSON.stringify(person, null, 2)] };
}

/** What they said about passages of answers: their own words, and nothing of the answers. */
async function commentsOf(db: Db, userId: string): Promise<object[]> {
  const rows = await db.inlineComment.findMany({
    where: { writtenById: userId },
    select: {
      answer: {
        select: {
          questionId: true,
          submission: {
            select: { group: { select: { assignment: { select: { slug: true, course: true } } } } },
          },
        },
      },
      events: {
        where: { byId: userId },
        orderBy: { number: 'asc' },
        select: { act: true, at: true, text: true },
      },
    },
  });
  return rows
    .map(({ answer: { questionId, submission }, events }) => {
      const { slug, course } = submission.group.assignment;
      return { course: course.slug, set: slug, question: questionId, events };
    })
    .sort((a, b) => Number(a.events[0]?.at) - Number(b.events[0]?.at));
}

interface Reading {
  userId: string;
  now: Date;
}

/** Of each group that they are or were in, as far as they were in it, with its images. */
async function draftsOf(
  db: Db,
  { assignment, version }: Pick<AssignmentSubject, 'assignment' | 'version'>,
  { userId, place }: { userId: string; place: string },
): Promise<ZipEntry[]> {
  const files: ZipEntry[] = [];
  let earlier = 0;
  for (const { groupId: group, seq, until } of await staysOf(db, assignment.id, userId)) {
    if (until !== null) earlier += 1;
    if (seq === 0) continue;
    const folder = until === null ? `drafts/${place}` : `drafts/${place}/earlier group ${earlier}`;
    const { texts, images } = await readState(db, { assignment }, { userId, group, seq });
    for (const [key, text] of textsOf(texts, version.definition))
      if (text !== '') files.push({ name: `${folder}/${key}`, parts: [text] });
    const named = await db.draftImage.findMany({
      where: images,
      select: { name: true, image: { select: { data: true } } },
    });
    for (const { name, image } of named)
      files.push({ name: `${folder}/${name}`, parts: [image.data], stored: true });
  }
  return files;
}

async function* setsOf(
  db: Db,
  course: Parameters<typeof presentCourse>[0] & { id: string },
  reading: Reading,
): AsyncGenerator<{ set: object; files: ZipEntry[] }> {
  const { userId } = reading;
  const theirs = { members: { some: { userId } } };
  const rows = await db.assignment.findMany({
    where: {
      courseId: course.id,
      OR: [{ groups: { some: theirs } }, { groups: { some: { submissions: { some: theirs } } } }],
    },
    include: { versions: LATEST_VERSION },
    orderBy: { dueAt: 'asc' },
  });
  for (const { versions, ...assignment } of await setsForStudent(db, rows, reading)) {
    const [latest] = versions;
    if (!latest) continue;
    const version = readVersion(latest);
    const place = `${course.slug}/${assignment.slug}`;
    const submissions = await db.submission.findMany({
      where: { group: { assignmentId: assignment.id }, ...theirs },
      orderBy: { number: 'asc' },
      select: {
        number: true,
        submittedAt: true,
        submittedBy: PERSON_NAME,
        contentHash: true,
        members: { select: { user: PERSON_NAME } },
        answers: { select: { questionId: true, text: true } },
        files: { select: { name: true, text: true } },
        images: { select: { name: true, image: { select: { data: true } } } },
      },
    });
    const feedback =
      submissions.length === 0
        ? null
        : await getFeedback(db, { course: course as never, assignment, version }, reading);
    const requests = await db.regradeRequest.findMany({
      where: { assignmentId: assignment.id, askedById: userId },
      select: REQUEST,
    });
    const files: ZipEntry[] = submissions.flatMap(({ number, answers, files: programs, images }) => {
      const folder = `submissions/${place}/${number}`;
      return [
        ...answers
          .filter(({ text }) => text !== '')
          .map(({ questionId, text }) => ({ name: `${folder}/${questionId}.md`, parts: [text] })),
        ...programs.map(({ name, text }) => ({ name: `${folder}/${name}`, parts: [text] })),
        ...images.map(({ name, image }) => ({
          name: `${folder}/${name}`,
          parts: [image.data],
          stored: true,
        })),
      ];
    });
    files.push(...(await draftsOf(db, { assignment, version }, { userId, place })));
    yield {
      files,
      set: {
        slug: assignment.slug,
        title: version.definition.title,
        dueAt: assignment.dueAt,
        moreTime: assignment.times.because.due?.reason ?? null,
        submissions: submissions.map(({ number, submittedAt, submittedBy, contentHash, members }) => ({
          number,
          submittedAt,
          submittedBy: submittedBy.name,
          members: peopleOf(members).map(({ name }) => name),
          contentHash,
        })),
        // What the contract of their own page lets through, and nothing else.
        feedback: feedback && operations.getFeedback.response.parse(feedback),
        requests: requests
          .filter(({ questionId }) => isOut(releaseOf(assignment, questionId), reading.now))
          .map((row) => presentRequest(row, false)),
      },
    };
  }
}
