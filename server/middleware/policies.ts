/** Which policy holds for a set: what was decided for it, else what its file says, else what was decided for its course. */
import { CoursePolicy, LENIENT, SetPolicy } from '../../contract/policy.ts';
import type { LateRules } from '../../contract/policy.ts';
import { Prisma } from '../../prisma/generated/client.ts';
import type { Db, Tx } from '../database/prisma.ts';
import { readVersions } from './versions.ts';

export interface PolicyOfSet {
  set: SetPolicy;
  /** From where `set` is. */
  source: 'decided' | 'file' | 'none';
  course: CoursePolicy;
  /** The set's own, or the course's. */
  late: LateRules;
  /** Whether TAs see no names until grades are out. */
  anonymous: boolean;
  /** Of the course: a day is a day of its clock. */
  zone: string;
}

const NOTHING_DECIDED = SetPolicy.parse({});
const NO_COURSE_POLICY: CoursePolicy = CoursePolicy.parse({});

/** What was decided for a set and for its course; null for nothing. */
export interface Decided {
  set: unknown;
  course: unknown;
}

/** @param file what the version in force says */
export function policyFrom(decided: Decided, file: SetPolicy | null, zone: string): PolicyOfSet {
  const source = decided.set ? 'decided' : file ? 'file' : 'none';
  const set = decided.set ? SetPolicy.parse(decided.set) : (file ?? NOTHING_DECIDED);
  const course = decided.course ? CoursePolicy.parse(decided.course) : NO_COURSE_POLICY;
  const anonymous = set.anonymous ?? course.anonymous;
  return { set, source, course, late: set.late ?? course.late, anonymous, zone };
}

/** Of a row `a` of assignments, what of `Decided` the database holds: columns of a select. */
export const DECIDED = Prisma.sql`
  (SELECT d.policy FROM policy_decisions d
    WHERE d.assignment_id = a.id ORDER BY d.revision DESC LIMIT 1) AS "setPolicy",
  (SELECT d.policy FROM policy_decisions d
    WHERE d.course_id = a.course_id AND d.assignment_id IS NULL ORDER BY d.revision DESC LIMIT 1) AS "coursePolicy"`;

interface Row {
  setId: string;
  zone: string;
  /** Of the version in force; null for a set that has none. */
  id: string | null;
  number: number | null;
  setPolicy: unknown;
  coursePolicy: unknown;
}

const hasVersion = (row: Row): row is Row & { id: string; number: number } => row.id !== null;

/** Of a set that is not published yet. */
export const policyOfFile = (file: SetPolicy | null, course: CoursePolicy, zone: string): PolicyOfSet => ({
  set: file ?? NOTHING_DECIDED,
  source: file ? 'file' : 'none',
  course,
  late: file?.late ?? course.late ?? LENIENT,
  anonymous: file?.anonymous ?? course.anonymous,
  zone,
});

/** The policies that hold now, by set. */
export async function loadPolicies(
  db: Db | Tx,
  setIds: readonly string[],
): Promise<ReadonlyMap<string, PolicyOfSet>> {
  const rows = await db.$queryRaw<Row[]>`
    SELECT a.id AS "setId", c.time_zone AS zone, v.id, v.number, ${DECIDED}
    FROM assignments a JOIN courses c ON c.id = a.course_id
    LEFT JOIN LATERAL (SELECT id, number FROM assignment_versions
      WHERE assignment_id = a.id ORDER BY number DESC LIMIT 1) v ON TRUE
    WHERE a.id = ANY(${[...setIds]}::uuid[])`;
  // A definition is long, and most of them are known.
  const versions = await readVersions(db, rows.filter(hasVersion));
  const files = new Map(versions.map(({ setId, definition }) => [setId, definition.policy]));
  return new Map(
    rows.map(({ setId, zone, setPolicy: set, coursePolicy: course }) => [
      setId,
      policyFrom({ set, course }, files.get(setId) ?? null, zone),
    ]),
  );
}

/** What was decided for a course, else nothing. */
export async function loadCoursePolicy(db: Db | Tx, courseId: string): Promise<CoursePolicy> {
  const last = await db.policyDecision.findFirst({
    where: { courseId, assignmentId: null },
    orderBy: { revision: 'desc' },
    select: { policy: true },
  });
  return last?.policy ? CoursePolicy.parse(last.policy) : NO_COURSE_POLICY;
}
