import { Router } from 'express';
import { operations } from '../../../contract/index.ts';
import type { Deps } from '../../deps.ts';
import { mount } from '../../middleware/mount.ts';
import { endTrying, tryAsStudent } from './tryAsStudent.ts';

/** As for publishing. */
const FILES_LIMIT = '8mb';

export function tryingRoutes(deps: Deps): Router {
  const router = Router();
  mount(
    router,
    deps,
    operations.tryAsStudent,
    ({ course, user, body, now }) => tryAsStudent(deps, course, { ...body, userId: user.id, now }),
    { limit: FILES_LIMIT },
  );
  mount(router, deps, operations.endTrying, async ({ course, user }) => {
    await endTrying(deps.db, course, user.id);
    return { ended: true as const };
  });
  return router;
}
