import { Router } from 'express';
import { operations } from '../../../contract/index.ts';
import type { Deps } from '../../deps.ts';
import { mount } from '../../middleware/mount.ts';
import { decideCoursePolicy, decideSetPolicy } from './decide.ts';
import { getCoursePolicy, getSetPolicy } from './getPolicy.ts';
import { getMyTotal } from './total.ts';

export function policyRoutes(deps: Deps): Router {
  const router = Router();
  const { db, news } = deps;
  mount(router, deps, operations.getSetPolicy, (call) => getSetPolicy(db, call));
  mount(router, deps, operations.decideSetPolicy, (call) =>
    decideSetPolicy(db, news, call, { ...call.body, actorId: call.user.id, now: call.now }),
  );
  mount(router, deps, operations.getCoursePolicy, ({ course }) => getCoursePolicy(db, course.id));
  mount(router, deps, operations.decideCoursePolicy, (call) =>
    decideCoursePolicy(db, news, call, { ...call.body, actorId: call.user.id, now: call.now }),
  );
  mount(router, deps, operations.getMyTotal, ({ course, user, now }) =>
    getMyTotal(db, { courseId: course.id, userId: user.id, now }),
  );
  return router;
}
