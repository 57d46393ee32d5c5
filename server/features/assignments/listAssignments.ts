import type { AssignmentRow } from '../../../contract/assignments.ts';
import type { Assignment } from '../../../prisma/generated/client.ts';
import type { Db } from '../../database/prisma.ts';
import { LATEST_VERSION, readVersion } from '../../middleware/subject.ts';
import type { Version } from '../../middleware/subject.ts';
import { SCORED, scoreQuestions, totalOf } from '../grading/scores.ts';
import { versionLinesOf } from '../grading/versionLine.ts';
import { submissionsThatCount } from '../grading/submissionsThatCount.ts';
import { PERSON_NAME, peopleOf } from '../people.ts';
import { changedSince } from '../submissions/changedSince.ts';
import { countingSubmissions } from '../submissions/counting.ts';
import { isLate } from '../submissions/present.ts';
import { runSeen } from '../submissions/runSeen.ts';
import { presentHead } from './present.ts';
import { progressOf } from './progress.ts';

type Published = Assignment & { version: Version };

async function listPublished(db: Db, courseId: string): Promise<Published[]> {
  const rows = await db.assignment.findMany({
    where: { courseId },
    include: { versions: LATEST_VERSION },
    orderBy: [{ dueAt: 'asc' }, { slug: 'asc' }],
  });
  return rows.flatMap(({ versions, ...assignment }) =>
    versions[0] ? [{ ...assignment, version: readVersion(versions[0]) }] : [],
  );
}

/** For a student: each assignment with the state of their group and of the submission that counts for them. */
export async function listMyAssignments(
  db: Db,
  { courseId, userId, now }: { courseId: string; userId: string; now: Date },
): Promise<AssignmentRow[]> {
  const assignments = await listPublished(db, courseId);
  const ids = assignments.map(({ id }) => id);
  const [memberships, counting, invitations] = await Promise.all([
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
    countingSubmissions(db, ids, userId),
    db.groupInvitation.findMany({
      where: { userId, assignmentId: { in: ids } },
      select: { id: true, assignmentId: true, invitedBy: PERSON_NAME },
      orderBy: { invitedAt: 'asc' },
    }),
  ]);
  const submissions = await db.submission.findMany({
    where: { id: { in: counting.map(({ submissionId }) => submissionId) } },
    select: {
      id: true,
      number: true,
      submittedAt: true,
      groupId: true,
      seq: true,
      ...SCORED,
    },
  });
  const lines = await versionLinesOf(db, ids);
  const rowOf = async (assignment: Published): Promise<AssignmentRow> => {
    const group = memberships.find(({ assignmentId }) => assignmentId === assignment.id)?.group;
    const counted = counting.find(({ assignmentId }) => assignmentId === assignment.id);
    const submission = submissions.find(({ id }) => id === counted?.submissionId);
    const runs = submission?.runs.map((run) => runSeen(run, { isStaff: false })) ?? [];
    const scores = submission ? scoreQuestions(lines.get(assignment.id)!, { ...submission, runs }) : null;
    const released = assignment.gradesReleasedAt !== null;
    const { seq = 0, firstSeq = 0 } = group?.document ?? {};
    const isNewer = submission && (submission.groupId !== group?.id || submission.seq < seq);
    return {
      ...presentHead(assignment, assignment.version),
      mine: {
        progress: progressOf({ hasDraft: seq > firstSeq, scores, released, overdue: now > assignment.dueAt }),
        members: peopleOf(group?.members ?? []),
        submission: submission
          ? {
              id: submission.id,
              number: submission.number,
              submittedAt: submission.submittedAt.toISOString(),
              late: isLate(submission, assignment),
            }
          : null,
        changed:
          group && isNewer && !released
            ? await changedSince(db, assignment.version, { groupId: group.id, submissionId: submission.id })
            : 0,
        invitations: invitations
          .filter(({ assignmentId }) => assignmentId === assignment.id)
          .map(({ id, invitedBy }) => ({ id, invitedBy })),
        score: released && scores ? totalOf(scores) : null,
      },
      counts: null,
    };
  };
  return Promise.all(assignments.map(rowOf));
}

/** For staff: each assignment with what there is to do. */
export async function listCourseAssignments(db: Db, courseId: string): Promise<AssignmentRow[]> {
  const assignments = await listPublished(db, courseId);
  const ids = assignments.map(({ id }) => id);
  const students = await db.enrolment.count({ where: { courseId, role: 'student' } });
  const counting = await countingSubmissions(db, ids);
  const submissions = await submissionsThatCount(db, ids, {
    group: { select: { assignmentId: true } },
    ...SCORED,
  });
  const lines = await versionLinesOf(db, ids);
  return assignments.map((assignment) => {
    const submitted = submissions.filter(({ group }) => group.assignmentId === assignment.id);
    const scores = submitted.map((one) => scoreQuestions(lines.get(assignment.id)!, one));
    return {
      ...presentHead(assignment, assignment.version),
      mine: null,
      counts: {
        students,
        submitted: counting.filter(({ assignmentId }) => assignmentId === assignment.id).length,
        ungradedAnswers: scores.flat().filter(({ state }) => state === 'ungraded').length,
        failedRuns: submitted.filter(({ runs }) => runs[0]?.state === 'failed').length,
      },
    };
  });
}
