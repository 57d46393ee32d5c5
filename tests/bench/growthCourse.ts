/**
 * A class of any size with a year's work, and other courses around it, made by PostgreSQL from `generate_series`: a million
 * rows take minutes so, and hours through Prisma. Every id follows from what it stands for.
 */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { operations } from '../../contract/index.ts';
import { readAssignmentFolder } from '../../grader/assignment/folder.ts';
import { loadAssignment } from '../../grader/assignment/load.ts';
import { ROOT } from '../../server/config.ts';
import { createPrisma } from '../../server/database/prisma.ts';
import { NO_NEWS } from '../../server/database/workNews.ts';
import { publishAssignment } from '../../server/features/assignments/publishAssignment.ts';
import { hashPassword } from '../../server/features/session/password.ts';
import { titled } from '../support/assignments.ts';
import type { Client } from '../support/client.ts';

export const CLASS = 'growth';
export const PASSWORD = 'correct horse';
export const STAFF = 'staff@bench.example';
const SHEET = 'day-08';
const PROGRAM = 'optimizers';
/** Of each set in words one of so many is a program. */
const PROGRAM_EVERY = 6;
const PATIENCE_MS = 60_000;

/** Of student i. */
export const emailOf = (i: number): string => `student${i}@bench.example`;

export interface PreparedClass {
  databaseUrl: string;
  students: number;
  courseId: string;
  staffId: string;
  passwordHash: string;
  handInCode(student: Client): Promise<void>;
}

/** An id of version 7's form that follows from a text. */
const ID_OF = `CREATE FUNCTION pg_temp.id_of(what text) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
  SELECT overlay(overlay(md5(what) PLACING '7' FROM 13) PLACING '8' FROM 17)::uuid $$`;

async function withConnection<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(ID_OF);
    return await work(client);
  } finally {
    await client.end();
  }
}

/** The course, its staff, its first student and its sets. */
export async function prepareClass(
  databaseUrl: string,
  { students, sets }: { students: number; sets: number },
): Promise<PreparedClass> {
  const db = createPrisma(databaseUrl);
  const passwordHash = await hashPassword(PASSWORD);
  const course = await db.course.create({
    data: { slug: CLASS, code: 'GROW', title: 'Growth', term: 'Now', timeZone: 'America/New_York' },
  });
  const join_ = async (email: string, name: string, role: 'instructor' | 'student') => {
    const user = await db.user.create({ data: { email, name, passwordHash } });
    await db.enrolment.create({ data: { courseId: course.id, userId: user.id, role } });
    return user.id;
  };
  const staffId = await join_(STAFF, 'Grace', 'instructor');
  await join_(emailOf(1), 'Student 1', 'student');
  const slugs = Array.from({ length: sets }, (_, i) =>
    i % PROGRAM_EVERY === PROGRAM_EVERY - 1 ? `code-${i}` : `sheet-${i}`,
  );
  for (const slug of slugs) {
    const folder = slug.startsWith('code') ? PROGRAM : SHEET;
    const files = titled(
      slug,
      Object.fromEntries(await readAssignmentFolder(join(ROOT, 'assignments', folder))),
    );
    await publishAssignment(db, NO_NEWS, loadAssignment, {
      courseId: course.id,
      publishedById: staffId,
      now: new Date(),
      upload: { files, slug, due: '2099-01-01T00:00:00.000Z' },
    });
  }
  await db.$disconnect();
  return {
    databaseUrl,
    students,
    courseId: course.id,
    staffId,
    passwordHash,
    async handInCode(student) {
      const assignment = slugs.find((slug) => slug.startsWith('code'));
      if (assignment === undefined) throw new Error(`the bench needs ${PROGRAM_EVERY} sets or more`);
      const text = await readFile(join(ROOT, 'assignments/optimizers/solution/optim.py'), 'utf8');
      const { id } = await student.call(operations.createSubmission, {
        params: { course: CLASS, assignment },
        body: { idempotencyKey: randomUUID(), file: { name: 'optim.py', text } },
      });
      const end = performance.now() + PATIENCE_MS;
      while (performance.now() < end) {
        const { run } = await student.call(operations.getSubmission, { params: { submissionId: id } });
        if (run?.state === 'done') return;
        await new Promise((done) => setTimeout(done, 100));
      }
      throw new Error(`the program was not graded within ${PATIENCE_MS} ms`);
    },
  };
}

export interface Work {
  assignment: string;
  questions: string[];
  submissions: string[];
}

/** Everybody else, and everybody's work: nine answers of ten graded, every fourth student handed in twice. */
export async function fillClass({
  databaseUrl,
  students,
  courseId,
  staffId,
  passwordHash,
}: PreparedClass): Promise<{ written: Work; code: Work }> {
  return withConnection(databaseUrl, async (client) => {
    await client.query('BEGIN');
    await client.query(
      `INSERT INTO users (id, email, name, password_hash)
       SELECT pg_temp.id_of('u ' || i), 'student' || i || '@bench.example', 'Student ' || i, $2
       FROM generate_series(2, $1::int) i`,
      [students, passwordHash],
    );
    await client.query(
      `INSERT INTO enrolments (course_id, user_id, role)
       SELECT $1, pg_temp.id_of('u ' || i), 'student' FROM generate_series(2, $2::int) i`,
      [courseId, students],
    );
    await fillSets(client, { courseId, staffId });
    await client.query('COMMIT');
    await client.query('ANALYZE');
    const work = async (slug: string): Promise<Work> => {
      const { rows } = await client.query<Work>(
        `SELECT a.slug AS assignment,
           (SELECT array_agg(q->>'id') FROM jsonb_array_elements(v.definition->'questions') q) AS questions,
           (SELECT array_agg(s.id) FROM submissions s JOIN groups g ON g.id = s.group_id WHERE g.assignment_id = a.id AND s.number = 2) AS submissions
         FROM assignments a JOIN assignment_versions v ON v.assignment_id = a.id
         WHERE a.course_id = $1 AND a.slug LIKE $2 ORDER BY a.slug LIMIT 1`,
        [courseId, slug],
      );
      return rows[0]!;
    };
    return { written: await work('sheet%'), code: await work('code%') };
  });
}

/** Of each student of a course a group, submissions and answers in every set, with grades and reports. */
async function fillSets(
  client: pg.Client,
  { courseId, staffId }: { courseId: string; staffId: string },
): Promise<void> {
  const statements = [
    `CREATE TEMP TABLE made ON COMMIT DROP AS
     SELECT a.id AS assignment_id, e.user_id, v.id AS version_id, v.definition->'questions' AS questions, a.slug LIKE 'code%' AS is_code,
       pg_temp.id_of('g ' || a.id || e.user_id) AS group_id, row_number() OVER (ORDER BY a.id, e.user_id) AS n
     FROM assignments a
     JOIN assignment_versions v ON v.assignment_id = a.id
     JOIN enrolments e ON e.course_id = a.course_id AND e.role = 'student'
     WHERE a.course_id = '${courseId}'
       AND NOT EXISTS (SELECT 1 FROM group_members m WHERE m.assignment_id = a.id AND m.user_id = e.user_id)`,
    `ANALYZE made`,
    `INSERT INTO groups (id, assignment_id) SELECT group_id, assignment_id FROM made`,
    `INSERT INTO group_members (group_id, assignment_id, user_id) SELECT group_id, assignment_id, user_id FROM made`,
    `CREATE TEMP TABLE handed_in ON COMMIT DROP AS
     SELECT made.*, number, pg_temp.id_of('s ' || group_id || number) AS submission_id
     FROM made, generate_series(1, 2) number WHERE number = 2 OR n % 4 = 0`,
    `ANALYZE handed_in`,
    `INSERT INTO submissions (id, group_id, number, version_id, idempotency_key, submitted_by_id, submitted_at, content_hash)
     SELECT submission_id, group_id, number, version_id, gen_random_uuid(), user_id, now() - interval '1 day' + number * interval '1 hour', '' FROM handed_in`,
    `INSERT INTO submission_members (submission_id, user_id) SELECT submission_id, user_id FROM handed_in`,
    `INSERT INTO answers (id, submission_id, question_id, text)
     SELECT pg_temp.id_of('a ' || submission_id || (q->>'id')), submission_id, q->>'id',
       CASE WHEN is_code THEN '' ELSE 'Answer ' || n || '. ' || repeat('The squared gradient is kept as a running average. ', 20) END
     FROM handed_in, jsonb_array_elements(questions) q`,
    `INSERT INTO submission_files (submission_id, name, text)
     SELECT submission_id, f.name, f.text FROM handed_in, (SELECT name, text FROM submission_files LIMIT 1) f WHERE is_code`,
    `INSERT INTO grading_runs (id, submission_id, version_id, counts_from, state, attempt, report, scores, queued_at, started_at, finished_at)
     SELECT pg_temp.id_of('r ' || submission_id), submission_id, h.version_id, now(), 'done', 1, r.report, r.scores, now(), now(), now()
     FROM handed_in h, (SELECT report, scores FROM grading_runs WHERE report IS NOT NULL LIMIT 1) r WHERE is_code`,
    `INSERT INTO grade_decisions (answer_id, version_id, kind, full_marks, adjustment, comment, decided_by_id, decided_at, action_id)
     SELECT pg_temp.id_of('a ' || submission_id || (q->>'id')), version_id, 'grade', n % 3 = 0, -0.5 * (n % 2), 'See the book, section 8.5.', '${staffId}', now(), gen_random_uuid()
     FROM handed_in, jsonb_array_elements(questions) q
     WHERE NOT is_code AND (number = 1 OR n % 4 > 0) AND n % 10 > 0`,
    `ANALYZE grade_decisions, answers, rubric_items`,
    `INSERT INTO grade_decision_items (revision, rubric_item_id)
     SELECT d.revision, i.id FROM grade_decisions d
     JOIN answers a ON a.id = d.answer_id
     JOIN handed_in h ON h.submission_id = a.submission_id
     JOIN rubric_items i ON i.assignment_id = h.assignment_id AND i.question_id = a.question_id AND i.key = 1`,
  ];
  for (const statement of statements) await client.query(statement);
}

/** Other courses of two hundred students and twelve copies of the sets, with so many submissions in all. */
export async function fillAround(prepared: PreparedClass, submissions: number): Promise<void> {
  const { databaseUrl, courseId, staffId } = prepared;
  const students = 200;
  await withConnection(databaseUrl, async (client) => {
    const { rows } = await client.query<{ sets: string }>(
      'SELECT count(*) AS sets FROM assignments WHERE course_id = $1',
      [courseId],
    );
    // Every fourth hands in twice.
    const courses = Math.ceil(submissions / (students * Number(rows[0]!.sets) * 1.25));
    for (let c = 1; c <= courses; c += 1) {
      await client.query('BEGIN');
      // The same rows as the application would write; that they are right needs no proof here, and no trace.
      await client.query('SET LOCAL session_replication_role = replica');
      const other = `pg_temp.id_of('c ${c}')`;
      const statements = [
        `INSERT INTO courses (id, slug, code, title, term, time_zone) VALUES (${other}, 'other-${c}', 'OTHER ${c}', 'Other', 'Then', 'UTC')`,
        `INSERT INTO users (id, email, name, password_hash)
         SELECT pg_temp.id_of('u ${c} ' || i), 'other${c}-' || i || '@bench.example', 'Other ' || i, 'none' FROM generate_series(1, ${students}) i`,
        `INSERT INTO enrolments (course_id, user_id, role)
         SELECT ${other}, pg_temp.id_of('u ${c} ' || i), 'student' FROM generate_series(1, ${students}) i`,
        `INSERT INTO assignments (id, course_id, slug, due_at)
         SELECT pg_temp.id_of('a ${c} ' || id), ${other}, slug, due_at FROM assignments WHERE course_id = '${courseId}'`,
        `INSERT INTO assignment_versions (id, assignment_id, number, content_hash, definition, files, published_by_id)
         SELECT pg_temp.id_of('v ${c} ' || v.id), pg_temp.id_of('a ${c} ' || v.assignment_id), v.number, v.content_hash, v.definition, '{}', v.published_by_id
         FROM assignment_versions v JOIN assignments a ON a.id = v.assignment_id WHERE a.course_id = '${courseId}'`,
        `INSERT INTO rubric_items (id, assignment_id, question_id, key, position, text, points)
         SELECT pg_temp.id_of('i ${c} ' || i.id), pg_temp.id_of('a ${c} ' || i.assignment_id), i.question_id, i.key, i.position, i.text, i.points
         FROM rubric_items i JOIN assignments a ON a.id = i.assignment_id WHERE a.course_id = '${courseId}'`,
      ];
      for (const statement of statements) await client.query(statement);
      const id = await client.query<{ id: string }>(`SELECT ${other} AS id`);
      await fillSets(client, { courseId: id.rows[0]!.id, staffId });
      await client.query('COMMIT');
    }
    await client.query('ANALYZE');
  });
}
