import { Router } from 'express';
import { operations } from '../../../contract/index.ts';
import type { Deps } from '../../deps.ts';
import { mount } from '../../middleware/mount.ts';
import { versionLineOf } from '../grading/versionLine.ts';
import { countingSubmissions } from '../submissions/counting.ts';
import { getFeedback } from './getFeedback.ts';
import { GRADED_SUBMISSION, presentFeedback } from './present.ts';

export function feedbackRoutes(deps: Deps): Router {
  const router = Router();
  mount(router, deps, operations.getFeedback, (call) =>
    getFeedback(deps.db, call, { userId: call.user.id, now: call.now }),
  );
  mount(router, deps, operations.getGradedCopy, async ({ submission, assignment, user, role, now }) =>
    presentFeedback(
      deps.db,
      await deps.db.submission.findUniqueOrThrow({
        where: { id: submission.id },
        select: GRADED_SUBMISSION,
      }),
      assignment,
      await versionLineOf(deps.db, assignment.id),
      {
        userId: user.id,
        isStaff: role !== 'student',
        now,
        counting:
          role === 'student'
            ? await countingSubmissions(deps.db, [assignment.id], user.id, now)
            : await countingSubmissions(deps.db, [assignment.id]),
      },
    ),
  );
  return router;
}
