/** Which policy holds for a set: what was decided for it, else what its file says, else what was decided for its course. */
import { CoursePolicy, LENIENT, SetPolicy } from '../../contract/policy.ts';
import type { LateRules } from '../../contract/policy.ts';
import type { Db, Tx } from '../database/prisma.ts';

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

interface Row {
  id: string;
  zone: string;
  file: unknown;
  decided: unknown;
  course: unknown;
}

function readPolicy({ zone, file, decided, course: ofCourse }: Row): PolicyOfSet {
  const source = decided ? 'decided' : file ? 'file' : 'none';
  const set = source === 'none' ? NOTHING_DECIDED : SetPolicy.parse(decided ?? file);
  const course = ofCourse ? CoursePolicy.parse(ofCourse) : NO_COURSE_POLICY;
  const anonymous = set.anonymous ?? course.anonymous;
  return { set, source, course, late: set.late ?? course.late, anonymous, zone };
}

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
    SELECT a.id, c.time_zone AS zone,
      (SELECT v.definition -> 'policy' FROM assignment_versions v
        WHERE v.assignment_id = a.id ORDER BY v.number DESC LIMIT 1) AS file,
      (SELECT d.policy FROM policy_decisions d
        WHERE d.assignment_id = a.id ORDER BY d.revision DESC LIMIT 1) AS decided,
      (SELECT d.policy FROM policy_decisions d
        WHERE d.course_id = a.course_id AND d.assignment_id IS NULL ORDER BY d.revision DESC LIMIT 1) AS course
    FROM assignments a JOIN courses c ON c.id = a.course_id
    WHERE a.id = ANY(${[...setIds]}::uuid[])`;
  return new Map(rows.map((row) => [row.id, readPolicy(row)]));
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
