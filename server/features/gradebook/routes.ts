import { Router } from 'express';
import { operations } from '../../../contract/index.ts';
import type { Deps } from '../../deps.ts';
import { mount } from '../../middleware/mount.ts';
import { anonymousIn } from '../../middleware/veil.ts';
import { exportEvaluations, exportGradebook, exportSetScores } from './exports/index.ts';
import { getGradebook } from './getGradebook.ts';
import { getGradebookCell } from './getGradebookCell.ts';
import { getQuestionScores } from './getQuestionScores.ts';
import { releaseGrades } from './releaseGrades.ts';

export function gradebookRoutes(deps: Deps): Router {
  const router = Router();
  const { db, news } = deps;

  mount(router, deps, operations.getGradebook, async ({ course, role, query, now }) =>
    getGradebook(db, course.id, {
      ...query,
      now,
      anonymous: await anonymousIn(db, course.id, { role, now }),
    }),
  );
  mount(router, deps, operations.getQuestionScores, (subject) => getQuestionScores(db, subject));
  mount(router, deps, operations.getGradebookCell, ({ params, now, ...subject }) =>
    getGradebookCell(db, subject, { userId: params.userId, now }),
  );
  mount(router, deps, operations.exportGradebook, async ({ course, role, query, now, response }) => {
    const { format } = query;
    const anonymous = await anonymousIn(db, course.id, { role, now });
    const kind = format === 'stepwise' ? 'gradebook' : format;
    response.attachment(`${course.slug}-${kind}-${now.toISOString().slice(0, 10)}.csv`);
    return exportGradebook(db, course.id, { now, anonymous, format });
  });
  mount(router, deps, operations.exportSetScores, ({ response, now, query, ...subject }) => {
    const { course, assignment } = subject;
    response.attachment(`${course.slug}-${assignment.slug}-scores-${now.toISOString().slice(0, 10)}.csv`);
    return exportSetScores(db, subject, { now, ...query });
  });
  mount(router, deps, operations.exportEvaluations, ({ response, params, now, ...subject }) => {
    const { course, assignment } = subject;
    const name = `${course.slug}-${assignment.slug}-${params.question}`;
    response.attachment(`${name}-evaluations-${now.toISOString().slice(0, 10)}.csv`);
    return exportEvaluations(db, subject, params.question);
  });
  mount(router, deps, operations.releaseGrades, async (call) => {
    const { gradesReleasedAt, ...looked } = await releaseGrades(db, news, call, {
      ...call.body,
      userId: call.user.id,
      now: call.now,
    });
    return { gradesReleasedAt: gradesReleasedAt?.toISOString() ?? null, ...looked };
  });
  return router;
}
