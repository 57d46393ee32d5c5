/** Of a student and an assignment the submission that counts: the one place that says which. */
import type { Resubmission } from '../../../contract/assignment.ts';
import { shareLost } from '../../../grader/core/policies/lateness.ts';
import { isOut } from '../../../grader/core/policies/times.ts';
import { Prisma } from '../../../prisma/generated/client.ts';
import { ask, isOneOf } from '../../database/prisma.ts';
import type { Db, Tx } from '../../database/prisma.ts';
import { loadDueTimes } from '../../middleware/dueTimes.ts';
import type { DueTimes, SetWithDates } from '../../middleware/dueTimes.ts';
import { readVersions } from '../../middleware/versions.ts';
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

export interface Candidate extends Counting {
  submittedAt: Date;
}

/** Every submission that names a student for a set, the first one first, and the one that counts. */
export interface Line {
  candidates: readonly Candidate[];
  counting: Candidate;
}

type Rule = Resubmission['counts'];

interface SetAndRule {
  counts: Rule;
  set: SetWithDates;
}

async function rulesOf(db: Db | Tx, assignmentIds: readonly string[]): Promise<Map<string, SetAndRule>> {
  const rows = await ask<SetWithDates & { versionId: string; number: number }>(
    db,
    Prisma.sql`
    SELECT DISTINCT ON (a.id) a.id, a.course_id AS "courseId", a.due_at AS "dueAt", a.grades_released_at AS "gradesReleasedAt",
      v.id AS "versionId", v.number
    FROM assignments a JOIN assignment_versions v ON v.assignment_id = a.id
    WHERE ${isOneOf(Prisma.sql`a.id`, assignmentIds)}
    ORDER BY a.id, v.number DESC`,
  );
  const versions = await readVersions(
    db,
    rows.map(({ versionId: id, number }) => ({ id, number })),
  );
  return new Map(
    rows.map(({ versionId: _, number: __, ...set }, index) => {
      const { counts } = versions[index]!.definition.resubmission;
      return [set.id, { counts, set }];
    }),
  );
}

/**
 * Every submission that names a student, the first one first, by assignment and student. Their numbers go up, also when the
 * server's clock is set back.
 */
async function candidatesOf(
  db: Db | Tx,
  assignmentIds: readonly string[],
  userIds: readonly string[] | null,
): Promise<Candidate[][]> {
  const rows = await ask<Candidate>(
    db,
    Prisma.sql`
    SELECT g.assignment_id AS "assignmentId", m.user_id AS "userId", m.submission_id AS "submissionId",
      p.reason AS pinned, s.submitted_at AS "submittedAt"
    FROM submission_members m
    JOIN submissions s ON s.id = m.submission_id
    JOIN groups g ON g.id = s.group_id
    LEFT JOIN submission_pins p ON p.submission_id = m.submission_id AND p.user_id = m.user_id
    WHERE ${isOneOf(Prisma.sql`g.assignment_id`, assignmentIds)}
      ${userIds ? Prisma.sql`AND ${isOneOf(Prisma.sql`m.user_id`, userIds)}` : Prisma.empty}
    ORDER BY s.number, s.submitted_at`,
  );
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
      return [candidate, points];
    }),
  );
}

interface Asking {
  assignmentIds: readonly string[];
  /** Everybody when absent. */
  userIds?: string | readonly string[] | undefined;
  /** What `best` means: by points, by points for students once grades are out for them, or else the last. */
  best: 'by points' | { onceOut: Date } | 'the last';
}

/** Each line of submissions with the one that counts. */
export async function countingLines(db: Db | Tx, { assignmentIds, userIds, best }: Asking): Promise<Line[]> {
  const wanted = userIds === undefined ? null : [userIds].flat();
  const [rules, lines] = await Promise.all([
    rulesOf(db, assignmentIds),
    candidatesOf(db, assignmentIds, wanted),
  ]);
  const byTime = [...rules.values()].filter(
    ({ counts }) => counts === 'last_before_due' || counts === 'best',
  );
  const dueTimes =
    byTime.length > 0
      ? await loadDueTimes(
          db,
          byTime.map(({ set }) => set),
          wanted ?? undefined,
        )
      : null;
  const ruleFor = ({ assignmentId, userId }: Candidate): Rule => {
    const { counts, set } = rules.get(assignmentId)!;
    if (counts !== 'best' || best === 'by points') return counts;
    // It would tell of hidden tests.
    const isKnown = best !== 'the last' && isOut(dueTimes!.of(set, userId).releasesAt, best.onceOut);
    return isKnown ? counts : 'last';
  };
  const isOpen = (line: Candidate[]) =>
    line.length > 1 && line.every(({ pinned }) => pinned === null) && ruleFor(line[0]!) === 'best';
  const toCompare = lines.filter(isOpen).flat();
  const earned = toCompare.length > 0 ? await pointsOf(db, toCompare) : new Map<Candidate, number>();
  const points = (candidate: Candidate): number => {
    const share = lostWithoutLateDays(dueTimes!, rules.get(candidate.assignmentId)!.set, candidate);
    return Math.round((earned.get(candidate) ?? 0) * (1 - share) * 1e6) / 1e6;
  };
  return lines.map((candidates) => {
    const counting =
      candidates.find(({ pinned }) => pinned !== null) ??
      chosen(candidates, ruleFor(candidates[0]!), {
        isInTime: ({ assignmentId, userId, submittedAt }) =>
          submittedAt <= dueTimes!.of(rules.get(assignmentId)!.set, userId).inTimeUntil,
        points,
      });
    return { candidates, counting };
  });
}

/** A late day is spent for what counts; that there are any does not decide what that is. */
function lostWithoutLateDays(
  dueTimes: DueTimes,
  set: SetWithDates,
  { userId, submittedAt }: Candidate,
): number {
  const { late, zone } = dueTimes.policyOf(set);
  const { inTimeUntil } = dueTimes.of(set, userId);
  return shareLost(submittedAt, { inTimeUntil, penalty: late.penalty, covered: 0, zone });
}

/**
 * Which submission counts for whom: the one that staff pinned, or else the one that the assignment's policy chooses of those
 * that name the student. For all students, or for some.
 *
 * @param studentAt when a student asks: they learn which of theirs is the best only when grades are out; absent: staff
 */
export async function countingSubmissions(
  db: Db | Tx,
  assignmentIds: readonly string[],
  userIds?: string | readonly string[],
  studentAt?: Date,
): Promise<Counting[]> {
  const best = studentAt === undefined ? 'by points' : { onceOut: studentAt };
  const lines = await countingLines(db, { assignmentIds, userIds, best });
  return lines.map(({ counting: { submittedAt: _, ...counting } }) => counting);
}

interface Facts {
  isInTime: (candidate: Candidate) => boolean;
  points: (candidate: Candidate) => number;
}

/** @param line never empty, the first one first */
function chosen(line: readonly Candidate[], counts: Rule, { isInTime, points }: Facts): Candidate {
  const last = line.at(-1)!;
  if (counts === 'first') return line[0]!;
  if (counts === 'last_before_due') return line.findLast(isInTime) ?? last;
  // Of equals the last: what a student did not make worse is theirs.
  if (counts === 'best') return line.reduce((a, b) => (points(b) >= points(a) ? b : a));
  return last;
}
