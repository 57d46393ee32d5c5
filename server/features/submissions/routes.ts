import { Router } from 'express';
import { operations } from '../../../contract/index.ts';
import type { SubmissionView } from '../../../contract/submissions.ts';
import type { Deps } from '../../deps.ts';
import { mount } from '../../middleware/mount.ts';
import { personThrottle } from '../../middleware/throttle.ts';
import { createSubmission } from './createSubmission.ts';
import {
  SUBMISSION,
  SUBMISSION_ROW,
  presentReceipt,
  presentSubmission,
  presentSubmissionRow,
} from './present.ts';
import type { Place, Submission } from './present.ts';
import { regradeSubmission } from './regradeSubmission.ts';
import { watchRun } from './watchRun.ts';

/** A person who tries one change after the other hands in less often. */
const SUBMISSIONS_A_MINUTE = 30;

export function submissionRoutes(deps: Deps): Router {
  const router = Router();
  const { db, queue, runs } = deps;

  const load = (id: string): Promise<Submission> =>
    db.submission.findUniqueOrThrow({ where: { id }, select: SUBMISSION });
  const view = async (id: string, place: Place, role: string, now: Date): Promise<SubmissionView> =>
    presentSubmission(await load(id), place, { isStaff: role !== 'student', now });

  mount(
    router,
    deps,
    operations.createSubmission,
    async (call) => {
      const id = await createSubmission(db, queue, call, {
        userId: call.user.id,
        now: call.now,
        handedIn: call.body,
      });
      return view(id, call, call.role, call.now);
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
  mount(router, deps, operations.listSubmissions, async ({ assignment, user, role }) => {
    const members = role === 'student' ? { some: { userId: user.id } } : undefined;
    const submissions = await db.submission.findMany({
      where: { group: { assignmentId: assignment.id, ...(members && { members }) } },
      select: SUBMISSION_ROW,
      orderBy: [{ submittedAt: 'desc' }, { number: 'desc' }],
    });
    const reader = { isStaff: role !== 'student' };
    return { submissions: submissions.map((one) => presentSubmissionRow(one, reader)) };
  });
  mount(router, deps, operations.getSubmission, (call) =>
    view(call.submission.id, call, call.role, call.now),
  );
  mount(router, deps, operations.getReceipt, async (call) =>
    presentReceipt(await load(call.submission.id), call),
  );
  mount(router, deps, operations.streamSubmission, ({ submission, role, signal }) =>
    watchRun(db, runs, submission.id, { isStaff: role !== 'student' }, signal),
  );
  mount(router, deps, operations.regradeSubmission, async (call) => {
    await regradeSubmission(db, queue, call, { userId: call.user.id, now: call.now });
    return view(call.submission.id, call, call.role, call.now);
  });
  return router;
}
