/** Of a student and an assignment the submission that counts: the one place that says which. */
import { Resubmission } from '../../../contract/assignment.ts';
import type { Db, Tx } from '../../database/prisma.ts';
import { loadDueTimes } from '../../middleware/dueTimes.ts';
import { SCORED, scoreQuestion } from '../grading/scores.ts';
import { standingsOf } from '../grading/standing.ts';
import { currentOf, versionLinesOf } from '../grading/versionLine.ts';

export interface Counting {
  assignmentId: string;
  userId: string;
  submissionId: string;
  /** Why staff chose it; null where the assignment's policy does. */
  pinned: string | null;
}

interface Candidate extends Counting {
  submittedAt: Date;
}

interface Policy {
  counts: Resubmission['counts'];
  set: { id: string; courseId: string; dueAt: Date };
}

/** @param isStaff students learn which of theirs is the best only when grades are out: it would tell of hidden tests */
async function policiesOf(
  db: Db | Tx,
  assignmentIds: readonly string[],
  isStaff: boolean,
): Promise<Map<string, Policy>> {
  const rows = await db.$queryRaw<
    { id: string; courseId: string; dueAt: Date; gradesReleasedAt: Date | null; resubmission: unknown }[]
  >`
    SELECT DISTINCT ON (a.id) a.id, a.course_id AS "courseId", a.due_at AS "dueAt", a.grades_released_at AS "gradesReleasedAt",
      v.definition -> 'resubmission' AS resubmission
    FROM assignments a JOIN assignment_versions v ON v.assignment_id = a.id
    WHERE a.id = ANY(${[...assignmentIds]}::uuid[])
    ORDER BY a.id, v.number DESC`;
  return new Map(
    rows.map(({ gradesReleasedAt, resubmission, ...set }) => {
      const { counts } = Resubmission.parse(resubmission ?? {});
      const isSecret = counts === 'best' && !isStaff && gradesReleasedAt === null;
      return [set.id, { counts: isSecret ? 'last' : counts, set }];
    }),
  );
}

/** Every submission that names a student, the first one first, by assignment and student. */
async function candidatesOf(
  db: Db | Tx,
  assignmentIds: readonly string[],
  userIds: readonly string[] | null,
): Promise<Candidate[][]> {
  const rows = await db.$queryRaw<Candidate[]>`
    SELECT g.assignment_id AS "assignmentId", m.user_id AS "userId", m.submission_id AS "submissionId",
      p.reason AS pinned, s.submitted_at AS "submittedAt"
    FROM submission_members m
    JOIN submissions s ON s.id = m.submission_id
    JOIN groups g ON g.id = s.group_id
    LEFT JOIN submission_pins p ON p.submission_id = m.submission_id AND p.user_id = m.user_id
    WHERE g.assignment_id = ANY(${[...assignmentIds]}::uuid[])
      AND (${userIds}::uuid[] IS NULL OR m.user_id = ANY(${userIds}::uuid[]))
    ORDER BY s.submitted_at, s.number`;
  const lines = new Map<string, Candidate[]>();
  for (const row of rows) {
    const key = `${row.assignmentId} ${row.userId}`;
    const line = lines.get(key);
    if (line) line.push(row);
    else lines.set(key, [row]);
  }
  return [...lines.values()];
}

/** What is known of the points of each submission for its student; what has no score yet counts as none. */
async function pointsOf(db: Db | Tx, candidates: readonly Candidate[]): Promise<Map<Candidate, number>> {
  const submissions = await db.submission.findMany({
    where: { id: { in: [...new Set(candidates.map(({ submissionId }) => submissionId))] } },
    select: { id: true, ...SCORED },
  });
  const byId = new Map(submissions.map((submission) => [submission.id, submission]));
  const standings = await standingsOf(db, candidates);
  const lines = await versionLinesOf(
    db,
    candidates.map(({ assignmentId }) => assignmentId),
  );
  return new Map(
    candidates.map((candidate) => {
      const { assignmentId, userId, submissionId } = candidate;
      const line = lines.get(assignmentId)!;
      const submission = byId.get(submissionId)!;
      const points = currentOf(line).definition.questions.reduce((sum, question) => {
        const standing = standings.of(userId, submissionId, question.id);
        return sum + (scoreQuestion(line, question, submission, standing).score ?? 0);
      }, 0);
      return [candidate, Math.round(points * 1e6) / 1e6];
    }),
  );
}

/**
 * Which submission counts for whom: the one that staff pinned, or else the one that the assignment's policy chooses of those
 * that name the student. For all students, or for some.
 *
 * @param isStaff whether staff ask; see `policiesOf`
 */
export async function countingSubmissions(
  db: Db | Tx,
  assignmentIds: readonly string[],
  userIds?: string | readonly string[],
  isStaff = true,
): Promise<Counting[]> {
  const policies = await policiesOf(db, assignmentIds, isStaff);
  const wanted = userIds === undefined ? null : [userIds].flat();
  const lines = await candidatesOf(db, assignmentIds, wanted);
  const isOpen = (line: Candidate[]) =>
    policies.get(line[0]!.assignmentId)?.counts === 'best' &&
    line.length > 1 &&
    line.every(({ pinned }) => pinned === null);
  const toCompare = lines.filter(isOpen).flat();
  const points = toCompare.length > 0 ? await pointsOf(db, toCompare) : new Map<Candidate, number>();
  const byTime = [...policies.values()].filter(({ counts }) => counts === 'last_before_due');
  const dueTimes =
    byTime.length > 0 &&
    (await loadDueTimes(
      db,
      byTime.map(({ set }) => set),
      wanted ?? undefined,
    ));
  return lines.map((line) => {
    const { submittedAt: _, ...counting } =
      line.find(({ pinned }) => pinned !== null) ??
      chosen(line, {
        policy: policies.get(line[0]!.assignmentId),
        dueAt: (set, userId) => (dueTimes ? dueTimes.of(set, userId).dueAt : set.dueAt),
        points: (candidate) => points.get(candidate) ?? 0,
      });
    return counting;
  });
}

interface Facts {
  policy: Policy | undefined;
  /** Of a set for a student. */
  dueAt: (set: Policy['set'], userId: string) => Date;
  points: (candidate: Candidate) => number;
}

/** @param line never empty, the first one first */
function chosen(line: readonly Candidate[], { policy, dueAt, points }: Facts): Candidate {
  const last = line.at(-1)!;
  if (policy?.counts === 'first') return line[0]!;
  if (policy?.counts === 'last_before_due') {
    const due = dueAt(policy.set, last.userId);
    return line.findLast(({ submittedAt }) => submittedAt <= due) ?? last;
  }
  // Of equals the last: what a student did not make worse is theirs.
  if (policy?.counts === 'best') return line.reduce((a, b) => (points(b) >= points(a) ? b : a));
  return last;
}
