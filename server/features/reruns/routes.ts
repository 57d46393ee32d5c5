import { Router } from 'express';
import { operations } from '../../../contract/index.ts';
import { StoredReport } from '../../../contract/report.ts';
import type { Deps } from '../../deps.ts';
import { ApiError } from '../../errors.ts';
import { mount } from '../../middleware/mount.ts';
import { readVersion } from '../../middleware/versions.ts';
import { isOut } from '../../../grader/core/policies/times.ts';
import { lastActOf } from '../audit-log/actsSince.ts';
import { presentReport } from '../submissions/presentReport.ts';
import { applyRerun, discardRerun, stopRerun, undoRerun } from './decideRerun.ts';
import { RERUN, presentRerunRow, rerunOf } from './rerunOf.ts';
import { resultsOf, runWithout } from './results.ts';
import { startRerun } from './startRerun.ts';

/** Ids of a large class. */
const IDS_LIMIT = '2mb';

export function rerunRoutes(deps: Deps): Router {
  const router = Router();
  const { db, queue } = deps;

  mount(router, deps, operations.startRerun, (call) =>
    startRerun(db, queue, call, { userId: call.user.id, now: call.now, act: call.act, wanted: call.body }),
  );
  mount(router, deps, operations.listReruns, async ({ assignment }) => {
    const reruns = await db.rerun.findMany({
      where: { assignmentId: assignment.id },
      orderBy: [{ startedAt: 'desc' }, { id: 'desc' }],
      select: RERUN,
    });
    return { reruns: reruns.map(presentRerunRow) };
  });
  mount(router, deps, operations.getRerun, async ({ course, assignment, version, params, now, veil }) => {
    // What is done while this is read is told as done since.
    const lastAct = await lastActOf(db, course.id);
    const rerun = await rerunOf(db, assignment, params.rerun);
    const points = version.definition.questions.filter(({ kind }) => kind !== 'written');
    return {
      ...presentRerunRow(rerun),
      maxScore: points.reduce((sum, question) => sum + question.points, 0),
      released: isOut(assignment.row.gradesReleasedAt, now),
      lastAct,
      results: await resultsOf(db, { assignmentId: assignment.id, rerunId: rerun.id, veil }),
    };
  });
  mount(router, deps, operations.getRerunReport, async ({ assignment, submission, params, now }) => {
    const select = {
      report: true,
      version: { select: { id: true, number: true, definition: true } },
    } as const;
    const after = await db.gradingRun.findFirst({
      where: { rerunId: params.rerun, submissionId: submission.id },
      select,
    });
    if (!after) throw new ApiError('not_found', 'This submission is no part of that rerun.');
    const without = runWithout(params.rerun);
    const [before] = await db.gradingRun.findMany({
      ...without,
      take: 1,
      where: { submissionId: submission.id, ...without.where },
      select,
    });
    const reader = { isStaff: true, now, dueAt: assignment.dueAt, released: false };
    const present = (run: typeof after | undefined) =>
      run?.report
        ? presentReport(StoredReport.parse(run.report), readVersion(run.version).definition, reader)
        : null;
    return { before: present(before), after: present(after) };
  });
  mount(router, deps, operations.stopRerun, ({ params, user, now, ...where }) =>
    stopRerun(db, where, params.rerun, { userId: user.id, now }),
  );
  mount(
    router,
    deps,
    operations.applyRerun,
    ({ params, user, now, body, ...where }) =>
      applyRerun(db, where, params.rerun, { userId: user.id, now, ...body }),
    { limit: IDS_LIMIT },
  );
  mount(
    router,
    deps,
    operations.undoRerun,
    ({ params, user, now, body, ...where }) =>
      undoRerun(db, where, params.rerun, { userId: user.id, now, seen: body.seen }),
    { limit: IDS_LIMIT },
  );
  mount(router, deps, operations.discardRerun, ({ params, user, now, ...where }) =>
    discardRerun(db, where, params.rerun, { userId: user.id, now }),
  );
  return router;
}
