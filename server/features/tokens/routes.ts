import { Router } from 'express';
import { operations } from '../../../contract/index.ts';
import type { Deps } from '../../deps.ts';
import { ApiError } from '../../errors.ts';
import { tokenOf } from '../../middleware/bearer.ts';
import { mount } from '../../middleware/mount.ts';
import { presentCourse } from '../courses/present.ts';
import { listMemberships } from '../session/listMemberships.ts';
import { listTokens, makeToken, presentToken, revokeToken } from './tokens.ts';

export function tokenRoutes(deps: Deps): Router {
  const router = Router();
  const { db } = deps;
  mount(router, deps, operations.listTokens, async ({ user }) => ({ tokens: await listTokens(db, user.id) }));
  mount(router, deps, operations.makeToken, async ({ user, body, act, now }) => {
    const token = await makeToken(db, user.id, { ...body, act, now });
    return { token, tokens: await listTokens(db, user.id) };
  });
  mount(router, deps, operations.revokeToken, async ({ user, body }) => {
    await revokeToken(db, user.id, body.id);
    return { tokens: await listTokens(db, user.id) };
  });
  mount(router, deps, operations.getToken, async ({ user, request }) => {
    const token = tokenOf(request);
    if (!token) throw new ApiError('unacceptable', 'This request came with a session, and with no token.');
    const memberships = await listMemberships(db, user.id);
    return {
      user,
      token: presentToken(token),
      courses: memberships
        .filter(({ course }) => course.tryOf === null)
        .map(({ course, role }) => ({ course: presentCourse(course), role })),
    };
  });
  return router;
}
