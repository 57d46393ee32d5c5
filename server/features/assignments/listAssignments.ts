import type { AssignmentRow } from '../../../contract/assignments.ts';
import type { Assignment } from '../../../prisma/generated/client.ts';
import type { Db } from '../../database/prisma.ts';
import { LATEST_VERSION, readVersion } from '../../middleware/subject.ts';
import type { Version } from '../../middleware/subject.ts';
import { SCORED, scoreQuestions, totalOf } from '../grading/scores.ts';
import { submissionsThatCount } from '../grading/submissionsThatCount.ts';
import { PERSON_NAME, peopleOf } from '../people.ts';
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

/** For a student: each assignment with the state of their group. */
export async function listMyAssignments(
  db: Db,
  { courseId, userId, now }: { courseId: string; userId: string; now: Date },
): Promise<AssignmentRow[]> {
  const assignments = await listPublished(db, courseId);
  const memberships = await db.groupMember.findMany({
    where: { userId, assignmentId: { in: assignments.map(({ id }) => id) } },
    select: {
      assignmentId: true,
      group: {
        select: {
          members: { select: { user: PERSON_NAME } },
          _count: { select: { drafts: true } },
          submissions: {
            orderBy: { number: 'desc' },
            take: 1,
            select: {
              id: true,
              number: true,
              submittedAt: true,
              late: true,
              version: { select: LATEST_VERSION.select },
              ...SCORED,
            },
          },
        },
      },
    },
  });
  return assignments.map((assignment) => {
    const group = memberships.find(({ assignmentId }) => assignmentId === assignment.id)?.group;
    const submission = group?.submissions[0];
    const runs = submission?.runs.map((run) => runSeen(run, { isStaff: false })) ?? [];
    const scores = submission
      ? scoreQuestions(readVersion(submission.version).definition, { ...submission, runs })
      : null;
    const released = assignment.gradesReleasedAt !== null;
    return {
      ...presentHead(assignment, assignment.version),
      mine: {
        progress: progressOf({
          hasDraft: (group?._count.drafts ?? 0) > 0,
          scores,
          released,
          overdue: now > assignment.dueAt,
        }),
        members: peopleOf(group?.members ?? []),
        submission: submission
          ? {
              id: submission.id,
              number: submission.number,
              submittedAt: submission.submittedAt.toISOString(),
              late: submission.late,
            }
          : null,
        score: released && scores ? totalOf(scores) : null,
      },
      counts: null,
    };
  });
}

/** For staff: each assignment with what there is to do. */
export async function listCourseAssignments(db: Db, courseId: string): Promise<AssignmentRow[]> {
  const assignments = await listPublished(db, courseId);
  const ids = assignments.map(({ id }) => id);
  const groups = await db.group.groupBy({
    by: ['assignmentId'],
    where: { assignmentId: { in: ids } },
    _count: true,
  });
  const submissions = await submissionsThatCount(db, ids, {
    group: { select: { assignmentId: true } },
    version: { select: LATEST_VERSION.select },
    ...SCORED,
  });
  return assignments.map((assignment) => {
    const submitted = submissions.filter(({ group }) => group.assignmentId === assignment.id);
    const scores = submitted.map((one) => scoreQuestions(readVersion(one.version).definition, one));
    return {
      ...presentHead(assignment, assignment.version),
      mine: null,
      counts: {
        groups: groups.find(({ assignmentId }) => assignmentId === assignment.id)?._count ?? 0,
        submitted: submitted.length,
        ungradedAnswers: scores.flat().filter(({ state }) => state === 'ungraded').length,
        failedRuns: submitted.filter(({ runs }) => runs[0]?.state === 'failed').length,
      },
    };
  });
}
