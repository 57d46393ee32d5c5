import type { AssignmentRow } from '../../../contract/assignments.ts';
import type { Assignment } from '../../../prisma/generated/client.ts';
import type { Db } from '../../database/prisma.ts';
import { loadDueTimes } from '../../middleware/dueTimes.ts';
import { setWith } from '../../middleware/subject.ts';
import { LATEST_VERSION_ID, readVersions } from '../../middleware/versions.ts';
import type { SetFor } from '../../middleware/subject.ts';
import type { Version } from '../../middleware/versions.ts';
import { countingScores } from '../grading/countingScores.ts';
import { keptCounts } from '../grading/keptScores.ts';
import { heldBackIn } from '../policies/heldBack.ts';
import { afterLatenessOf, lateDaysIn, loadLateness } from '../policies/lateness.ts';
import { PERSON_NAME, peopleOf } from '../people.ts';
import { changedSince } from '../submissions/changedSince.ts';
import { isLate } from '../submissions/present.ts';
import { presentHead } from './present.ts';
import { progressOf } from './progress.ts';
import { whyClosed } from './whyClosed.ts';
import { ACTIVE } from '../roster/active.ts';

type Published<S extends Assignment = Assignment> = S & { version: Version };

async function listPublished(db: Db, courseId: string): Promise<Published[]> {
  const rows = await db.assignment.findMany({
    where: { courseId },
    include: { versions: LATEST_VERSION_ID },
    orderBy: [{ dueAt: 'asc' }, { slug: 'asc' }],
  });
  const versions = await readVersions(
    db,
    rows.flatMap((row) => row.versions),
  );
  const byId = new Map(versions.map((version) => [version.id, version]));
  return rows.flatMap(({ versions: [latest], ...assignment }) => {
    const version = latest && byId.get(latest.id);
    return version ? [{ ...assignment, version }] : [];
  });
}

/** Whether no question's grade is held back. */
function isAllOut(assignment: Published<SetFor>, now: Date): boolean {
  const held = heldBackIn(assignment, now);
  return !assignment.version.definition.questions.some(({ id }) => held.includes(id));
}

/** For a student: each assignment with the state of their group and of the submission that counts for them. */
export async function listMyAssignments(
  db: Db,
  { courseId, userId, now }: { courseId: string; userId: string; now: Date },
): Promise<AssignmentRow[]> {
  const published = await listPublished(db, courseId);
  const lateness = await loadLateness(db, published, [userId]);
  const { dueTimes } = lateness;
  const assignments = published.map((set) => setWith(set, dueTimes.of(set, userId), { dueTimes, now }));
  const ids = assignments.map(({ id }) => id);
  const [memberships, counting, submissions, invitations] = await Promise.all([
    db.groupMember.findMany({
      where: { userId, assignmentId: { in: ids } },
      select: {
        assignmentId: true,
        group: {
          select: {
            id: true,
            members: { select: { user: PERSON_NAME } },
            document: { select: { seq: true, firstSeq: true } },
          },
        },
      },
    }),
    countingScores(db, ids, { userId, studentAt: now }),
    db.submission.findMany({
      where: { members: { some: { userId } }, group: { assignmentId: { in: ids } } },
      select: { id: true, seq: true },
    }),
    db.groupInvitation.findMany({
      where: { userId, assignmentId: { in: ids } },
      select: { id: true, assignmentId: true, invitedBy: PERSON_NAME },
      orderBy: { invitedAt: 'asc' },
    }),
  ]);
  const rowOf = async (assignment: Published<SetFor>): Promise<AssignmentRow> => {
    const group = memberships.find(({ assignmentId }) => assignmentId === assignment.id)?.group;
    const submission = counting.find(({ assignmentId }) => assignmentId === assignment.id);
    const scores = submission?.students[0]?.scores ?? null;
    const heldSeq = submissions.find(({ id }) => id === submission?.submissionId)?.seq ?? 0;
    const released = assignment.gradesReleasedAt !== null;
    const { seq = 0, firstSeq = 0 } = group?.document ?? {};
    const after =
      submission && scores
        ? afterLatenessOf(scores, submission.submittedAt, lateness.of(assignment, userId))
        : { score: null, lost: 0 };
    const isNewer = submission && (submission.groupId !== group?.id || heldSeq < seq);
    const { opensAt } = assignment.times;
    const isOpen = opensAt === null || now >= opensAt || submission !== undefined;
    const head = presentHead(assignment, assignment.version, lateDaysIn(lateness, assignment, userId));
    return {
      ...head,
      // They have titles of questions, which nobody sees before it opens.
      figures: isOpen ? head.figures : [],
      mine: {
        progress: progressOf({ hasDraft: seq > firstSeq, scores, released, overdue: now > assignment.times.inTimeUntil }),
        members: peopleOf(group?.members ?? []),
        submission: submission
          ? {
              id: submission.submissionId,
              number: submission.number,
              submittedAt: submission.submittedAt.toISOString(),
              late: isLate(submission, assignment.times),
            }
          : null,
        changed:
          group && isNewer && !released
            ? await changedSince(db, assignment.version, {
                groupId: group.id,
                submissionId: submission.submissionId,
                userId,
              })
            : 0,
        invitations: invitations
          .filter(({ assignmentId }) => assignmentId === assignment.id && whyClosed(assignment) === null)
          .map(({ id, invitedBy }) => ({ id, invitedBy })),
        score: released && isAllOut(assignment, now) ? after.score : null,
        lost: released && isAllOut(assignment, now) ? after.lost : 0,
      },
      counts: null,
    };
  };
  // One that was taken back is still there for those who handed it in.
  const seen = assignments.filter(
    ({ id, hiddenAt }) => !hiddenAt || counting.some(({ assignmentId }) => assignmentId === id),
  );
  const rows: AssignmentRow[] = [];
  // One after the other: of one person only a few tasks may wait.
  for (const assignment of seen) rows.push(await rowOf(assignment));
  return rows;
}

const NOTHING_TO_DO = { submitted: 0, ungradedAnswers: 0, failedRuns: 0 };

/** For staff: each assignment with what there is to do. */
export async function listCourseAssignments(db: Db, courseId: string, now: Date): Promise<AssignmentRow[]> {
  const published = await listPublished(db, courseId);
  const dueTimes = await loadDueTimes(db, published, []);
  const assignments = published.map((set) => setWith(set, dueTimes.ofSet(set), { dueTimes, now }));
  const students = await db.enrolment.count({ where: { courseId, role: 'student', ...ACTIVE } });
  const counts = await keptCounts(
    db,
    assignments.map(({ id }) => id),
  );
  return assignments.map((assignment) => ({
    ...presentHead(assignment, assignment.version),
    mine: null,
    counts: { students, ...(counts.get(assignment.id) ?? NOTHING_TO_DO) },
  }));
}
