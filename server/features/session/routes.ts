import { Router } from 'express';
import type { Request } from 'express';
import { operations } from '../../../contract/index.ts';
import type { Session } from '../../../contract/session.ts';
import type { Deps } from '../../deps.ts';
import { mount } from '../../middleware/mount.ts';
import { csrfTokenOf } from '../../middleware/security.ts';
import type { SignedIn } from '../../middleware/subject.ts';
import { signInThrottle } from '../../middleware/throttle.ts';
import type { Authenticator } from './authenticator.ts';
import { listMemberships } from './listMemberships.ts';
import { presentSession } from './present.ts';
import { signIn } from './signIn.ts';
import { signOut } from './signOut.ts';

export function sessionRoutes(deps: Deps, passport: Authenticator): Router {
  const router = Router();

  async function sessionOf(user: SignedIn | null, request: Request, now: Date): Promise<Session> {
    const memberships = user ? await listMemberships(deps.db, user.id) : [];
    return presentSession(user, memberships, csrfTokenOf(request), now);
  }

  mount(router, deps, operations.getSession, ({ user, request, now }) => sessionOf(user, request, now));
  mount(
    router,
    deps,
    operations.signIn,
    async ({ request, response, now }) => sessionOf(await signIn(passport, request, response), request, now),
    { guards: signInThrottle() },
  );
  mount(router, deps, operations.signOut, async ({ user, request, now }) => {
    await signOut(request);
    if (user) deps.news.tell({ kind: 'signedOut', person: user.id });
    return sessionOf(null, request, now);
  });
  return router;
}
