import type { AssignmentRow } from '../../../contract/assignments.ts';
import type { Db } from '../../database/prisma.ts';
import { LATEST_VERSION_ID, readVersions, setsForStudent } from '../../middleware/subject.ts';
import type { SetFor, Version } from '../../middleware/subject.ts';
import { countingScores } from '../grading/countingScores.ts';
import { keptCounts } from '../grading/keptScores.ts';
import { totalOf } from '../grading/scores.ts';
import { PERSON_NAME, peopleOf } from '../people.ts';
import { changedSince } from '../submissions/changedSince.ts';
import { isLate } from '../submissions/present.ts';
import { presentHead } from './present.ts';
import { progressOf } from './progress.ts';
import { ACTIVE } from '../roster/active.ts';

type Published = SetFor & { version: Version };

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

/** For a student: each assignment with the state of their group and of the submission that counts for them. */
export async function listMyAssignments(
  db: Db,
  { courseId, userId, now }: { courseId: string; userId: string; now: Date },
): Promise<AssignmentRow[]> {
  const assignments = await setsForStudent(db, await listPublished(db, courseId), userId);
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
    countingScores(db, ids, { userId, isStaff: false }),
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
  const rowOf = async (assignment: Published): Promise<AssignmentRow> => {
    const group = memberships.find(({ assignmentId }) => assignmentId === assignment.id)?.group;
    const submission = counting.find(({ assignmentId }) => assignmentId === assignment.id);
    const scores = submission?.students[0]?.scores ?? null;
    const heldSeq = submissions.find(({ id }) => id === submission?.submissionId)?.seq ?? 0;
    const released = assignment.gradesReleasedAt !== null;
    const { seq = 0, firstSeq = 0 } = group?.document ?? {};
    const isNewer = submission && (submission.groupId !== group?.id || heldSeq < seq);
    return {
      ...presentHead(assignment, assignment.version),
      mine: {
        progress: progressOf({ hasDraft: seq > firstSeq, scores, released, overdue: now > assignment.dueAt }),
        members: peopleOf(group?.members ?? []),
        submission: submission
          ? {
              id: submission.submissionId,
              number: submission.number,
              submittedAt: submission.submittedAt.toISOString(),
              late: isLate(submission, assignment),
            }
          : null,
        changed:
          group && isNewer && !released
            ? await changedSince(db, assignment.version, { groupId: group.id, submissionId: submission.submissionId })
            : 0,
        invitations: invitations
          .filter(({ assignmentId }) => assignmentId === assignment.id)
          .map(({ id, invitedBy }) => ({ id, invitedBy })),
        score: released && scores ? totalOf(scores) : null,
      },
      counts: null,
    };
  };
  // One that was taken back is still there for those who handed it in.
  const seen = assignments.filter(
    ({ id, hiddenAt }) => !hiddenAt || counting.some(({ assignmentId }) => assignmentId === id),
  );
  return Promise.all(seen.map(rowOf));
}

const NOTHING_TO_DO = { submitted: 0, ungradedAnswers: 0, failedRuns: 0 };

/** For staff: each assignment with what there is to do. */
export async function listCourseAssignments(db: Db, courseId: string): Promise<AssignmentRow[]> {
  const assignments = await listPublished(db, courseId);
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
