import { Router } from 'express';
import { operations } from '../../../contract/index.ts';
import type { SubmissionView } from '../../../contract/submissions.ts';
import type { Role } from '../../../contract/common.ts';
import type { Deps } from '../../deps.ts';
import { mount } from '../../middleware/mount.ts';
import { loadDueTimes } from '../../middleware/dueTimes.ts';
import type { AssignmentSubject, SignedIn, SubmissionSubject } from '../../middleware/subject.ts';
import { personThrottle } from '../../middleware/throttle.ts';
import { anonymousIn } from '../../middleware/veil.ts';
import { countingSubmissions } from './counting.ts';
import { createSubmission } from './createSubmission.ts';
import { whyNotNow } from './mayHandIn.ts';
import { pinSubmission } from './pinSubmission.ts';
import {
  SUBMISSION_ROW,
  presentReceipt,
  presentSubmission,
  presentSubmissionRow,
  loadSubmission,
} from './present.ts';
import type { Place, Submission } from './present.ts';
import { regradeSubmission } from './regradeSubmission.ts';
import { stopTraining, trainAgain } from './training.ts';
import { watchRun } from './watchRun.ts';

/** A person who tries one change after the other hands in less often. */
const SUBMISSIONS_A_MINUTE = 30;

/** Who reads what, and when. */
interface Reading extends AssignmentSubject {
  user: SignedIn;
  role: Role;
  now: Date;
}

export function submissionRoutes(deps: Deps): Router {
  const router = Router();
  const { db, queue, news } = deps;

  /** Where it stands, with what counts for the reader; for staff, for anybody. */
  const placeOf = async ({ course, assignment, user, role, now }: Reading): Promise<Place> => ({
    course,
    assignment,
    isStaff: role !== 'student',
    counting:
      role === 'student'
        ? await countingSubmissions(db, [assignment.id], user.id, now)
        : await countingSubmissions(db, [assignment.id]),
  });
  const present = async (submission: Submission, reading: Reading): Promise<SubmissionView> =>
    presentSubmission(submission, await placeOf(reading), {
      isStaff: reading.role !== 'student',
      now: reading.now,
    });
  const view = async (id: string, reading: Reading): Promise<SubmissionView> =>
    present(await loadSubmission(db, id), reading);

  const whyNotMyGroup = async ({ assignment, version, user, now }: Reading): Promise<string | null> => {
    const members = await db.groupMember.findMany({
      where: { group: { assignmentId: assignment.id, members: { some: { userId: user.id } } } },
      select: { userId: true },
    });
    const userIds = [user.id, ...members.map(({ userId }) => userId)];
    return whyNotNow(db, { assignment, version }, { userIds, now });
  };

  /** Pages follow a run until it is over: of one that begins after that they are told. */
  const tellRunBegins = ({ course, assignment, submission }: SubmissionSubject): void =>
    news.tell({
      kind: 'submitted',
      group: submission.groupId,
      assignment: assignment.id,
      course: course.id,
    });

  mount(
    router,
    deps,
    operations.createSubmission,
    async (call) => {
      const { id, fresh } = await createSubmission(db, queue, news, call, {
        userId: call.user.id,
        now: call.now,
        handedIn: call.body,
      });
      return fresh ? present(fresh, call) : view(id, call);
    },
    {
      guards: [
        personThrottle(
          SUBMISSIONS_A_MINUTE,
          'You handed in very often in the last minute. Your work is saved as a draft; please wait a minute.',
        ),
      ],
    },
  );
  mount(router, deps, operations.listSubmissions, async (call) => {
    const members = call.role === 'student' ? { some: { userId: call.user.id } } : undefined;
    const submissions = await db.submission.findMany({
      where: { group: { assignmentId: call.assignment.id }, ...(members && { members }) },
      select: SUBMISSION_ROW,
      // A student's numbers go up, also when the server's clock is set back; those of groups have nothing to do with each other.
      orderBy: members
        ? [{ number: 'desc' }, { submittedAt: 'desc' }]
        : [{ submittedAt: 'desc' }, { number: 'desc' }],
    });
    const place = await placeOf(call);
    // A student's set has their own due time already; for staff each submission has that of those whom it names.
    const dueTimes = call.role === 'student' ? null : await loadDueTimes(db, [call.assignment.row]);
    return {
      submissions: submissions.map((submission) => {
        const named = submission.members.map(({ user }) => user.id);
        const times = dueTimes?.earliest(call.assignment.row, named) ?? call.assignment.times;
        return presentSubmissionRow(submission, { ...place, assignment: { times } });
      }),
      closed: call.role === 'student' ? await whyNotMyGroup(call) : null,
    };
  });
  mount(router, deps, operations.getSubmission, (call) => view(call.submission.id, call));
  mount(router, deps, operations.getReceipt, async (call) =>
    presentReceipt(await loadSubmission(db, call.submission.id), await placeOf(call)),
  );
  mount(router, deps, operations.streamSubmission, ({ submission, role, signal }) =>
    watchRun(deps, submission.id, { isStaff: role !== 'student' }, signal),
  );
  mount(router, deps, operations.regradeSubmission, async (call) => {
    await regradeSubmission(db, queue, call, { userId: call.user.id, now: call.now });
    tellRunBegins(call);
    return view(call.submission.id, call);
  });
  mount(router, deps, operations.stopTraining, async (call) => {
    await stopTraining(db, queue, call, { userId: call.user.id, now: call.now });
    return {};
  });
  mount(router, deps, operations.trainAgain, async (call) => {
    await trainAgain(db, queue, call, { userId: call.user.id, now: call.now });
    tellRunBegins(call);
    return {};
  });
  mount(router, deps, operations.pinSubmission, async (call) => {
    const { course, role, user, now, body } = call;
    const anonymous = await anonymousIn(db, course.id, { role, now });
    return { changes: await pinSubmission(db, call, { ...body, actorId: user.id, now, anonymous }) };
  });
  return router;
}
