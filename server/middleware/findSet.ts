/**
 * What a request about a set is judged by, in one statement: every page and every save of a class goes through it. Prisma
 * would make six of it, and took a third of the server's time with them.
 */
import type { Role } from '../../contract/common.ts';
import { Prisma } from '../../prisma/generated/client.ts';
import type { Assignment, Course } from '../../prisma/generated/client.ts';
import { ask } from '../database/prisma.ts';
import type { Db } from '../database/prisma.ts';
import { DECIDED, policyFrom } from './policies.ts';
import type { PolicyOfSet } from './policies.ts';
import { readVersions } from './versions.ts';
import type { Version } from './versions.ts';

export interface FoundSet {
  course: Course;
  /** Of the person, who may have left the course or never been in it. */
  role: Role | null;
  /** Null where the course has no such set; then the rest says nothing. */
  set: Assignment | null;
  /** The version in force. */
  latest: Version | null;
  policy: PolicyOfSet | null;
  /** Whether anybody has other times. */
  hasExtensions: boolean;
  /** The person's group in the set; null where they have none. */
  groupId: string | null;
}

/** Of a row `a` of assignments, the columns of a `SetRow`. */
export const SET_COLUMNS = Prisma.sql`
  a.id AS "setId", a.course_id AS "courseId", a.slug, a.due_at AS "dueAt", a.grades_released_at AS "gradesReleasedAt",
  a.hidden_at AS "hiddenAt", a.archived_at AS "archivedAt", a.created_at AS "createdAt",
  a.request_days AS "requestDays", a.request_limit AS "requestLimit"`;

export interface SetRow extends Omit<Assignment, 'id'> {
  setId: string;
}

export function setFrom(row: SetRow): Assignment {
  const { setId: id, courseId, slug, requestDays, requestLimit } = row;
  const { dueAt, gradesReleasedAt, hiddenAt, archivedAt, createdAt } = row;
  const dates = { dueAt, gradesReleasedAt, hiddenAt, archivedAt, createdAt };
  return { id, courseId, slug, ...dates, requestDays, requestLimit };
}

interface CourseRow {
  ofCourse: string;
  courseSlug: string;
  code: string;
  title: string;
  term: string;
  zone: string;
  courseCreatedAt: Date;
  courseArchivedAt: Date | null;
  tryOfId: string | null;
  triedById: string | null;
  role: Role | null;
  hasExtensions: boolean;
  groupId: string | null;
}

/** Where the course has the set. */
interface FoundRow extends CourseRow, SetRow {
  versionId: string;
  number: number;
  setPolicy: unknown;
  coursePolicy: unknown;
}

type Row = FoundRow | (CourseRow & { versionId: null });

/** @returns null where there is no such course */
export async function findSet(
  db: Db,
  { course: courseSlug, assignment }: { course: string; assignment: string },
  userId: string | null,
): Promise<FoundSet | null> {
  const [row] = await ask<Row>(
    db,
    Prisma.sql`
    SELECT c.id AS "ofCourse", c.slug AS "courseSlug", c.code, c.title, c.term, c.time_zone AS zone,
      c.created_at AS "courseCreatedAt", c.archived_at AS "courseArchivedAt",
      c.try_of_id AS "tryOfId", c.tried_by_id AS "triedById", e.role::text AS role,
      ${SET_COLUMNS}, v.id AS "versionId", v.number, ${DECIDED},
      EXISTS (SELECT FROM extensions x WHERE x.assignment_id = a.id) AS "hasExtensions",
      (SELECT m.group_id FROM group_members m
        WHERE m.assignment_id = a.id AND m.user_id = ${userId}::uuid) AS "groupId"
    FROM courses c
    LEFT JOIN enrolments e ON e.course_id = c.id AND e.user_id = ${userId}::uuid AND e.left_at IS NULL
    LEFT JOIN assignments a ON a.course_id = c.id AND a.slug = ${assignment}
    LEFT JOIN LATERAL (SELECT id, number FROM assignment_versions
      WHERE assignment_id = a.id ORDER BY number DESC LIMIT 1) v ON TRUE
    WHERE c.slug = ${courseSlug}`,
  );
  if (!row) return null;
  const { zone, role, hasExtensions, groupId } = row;
  const course: Course = {
    id: row.ofCourse,
    slug: row.courseSlug,
    code: row.code,
    title: row.title,
    term: row.term,
    timeZone: zone,
    createdAt: row.courseCreatedAt,
    archivedAt: row.courseArchivedAt,
    tryOfId: row.tryOfId,
    triedById: row.triedById,
  };
  if (row.versionId === null)
    return { course, role, set: null, latest: null, policy: null, hasExtensions, groupId };
  const [latest] = await readVersions(db, [{ id: row.versionId, number: row.number }]);
  const decided = { set: row.setPolicy, course: row.coursePolicy };
  const policy = policyFrom(decided, latest!.definition.policy, zone);
  return { course, role, set: setFrom(row), latest: latest!, policy, hasExtensions, groupId };
}
