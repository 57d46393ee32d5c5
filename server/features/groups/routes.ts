import { Router } from 'express';
import { operations } from '../../../contract/index.ts';
import type { Deps } from '../../deps.ts';
import { mount } from '../../middleware/mount.ts';
import { getMyGroup } from './getMyGroup.ts';
import { leaveMyGroup } from './leaveMyGroup.ts';
import { setMyGroup } from './setMyGroup.ts';

export function groupRoutes(deps: Deps): Router {
  const router = Router();
  const { db } = deps;

  mount(router, deps, operations.getMyGroup, (call) =>
    getMyGroup(db, call, { userId: call.user.id, now: call.now }),
  );
  mount(router, deps, operations.setMyGroup, async (call) => {
    const who = { userId: call.user.id, now: call.now };
    await setMyGroup(db, call, { ...who, userIds: call.body.userIds });
    return getMyGroup(db, call, who);
  });
  mount(router, deps, operations.leaveMyGroup, async (call) => {
    const who = { userId: call.user.id, now: call.now };
    await leaveMyGroup(db, call, who);
    return getMyGroup(db, call, who);
  });
  return router;
}
