import { Router } from 'express';
import { operations } from '../../../contract/index.ts';
import type { Deps } from '../../deps.ts';
import { mount } from '../../middleware/mount.ts';
import { getGradebook } from './getGradebook.ts';
import { releaseGrades } from './releaseGrades.ts';
import { writeCsv } from './writeCsv.ts';

export function gradebookRoutes(deps: Deps): Router {
  const router = Router();
  const { db, news } = deps;

  mount(router, deps, operations.getGradebook, ({ course, now }) => getGradebook(db, course.id, now));
  mount(router, deps, operations.exportGradebook, async ({ course, now, response }) => {
    response.attachment(`${course.slug}-gradebook-${now.toISOString().slice(0, 10)}.csv`);
    return writeCsv(await getGradebook(db, course.id, now));
  });
  mount(router, deps, operations.releaseGrades, async (call) => {
    const { released } = call.body;
    const at = await releaseGrades(db, news, call, { userId: call.user.id, now: call.now, released });
    return { gradesReleasedAt: at?.toISOString() ?? null };
  });
  return router;
}
