import { Router } from 'express';
import type { Request, Response } from 'express';
import { operations } from '../../../contract/index.ts';
import type { Session } from '../../../contract/session.ts';
import type { Deps } from '../../deps.ts';
import type { CsrfTokens } from '../../middleware/csrf.ts';
import { mount } from '../../middleware/mount.ts';
import { credentialsOf } from '../../middleware/session.ts';
import type { SignedIn } from '../../middleware/subject.ts';
import { changePassword } from './changePassword.ts';
import type { Devices } from './devices.ts';
import { presentSession } from './present.ts';
import { signIn } from './signIn.ts';
import { endAllSessions, signOut } from './signOut.ts';

interface Exchange {
  request: Request;
  response: Response;
  now: Date;
}

export function sessionRoutes(deps: Deps, csrf: CsrfTokens, devices: Devices): Router {
  const router = Router();

  const sessionOf = (user: SignedIn | null, { request, response, now }: Exchange): Promise<Session> =>
    presentSession(deps.db, user, csrf.tokenFor(request, response), now);

  mount(router, deps, operations.getSession, (call) => sessionOf(call.user, call));
  mount(router, deps, operations.signIn, async (call) => {
    const user = await signIn(deps.db, devices, call, { ...call.body, now: call.now });
    return sessionOf(user, call);
  });
  mount(router, deps, operations.signOut, async (call) => {
    await signOut(call.request, call.response);
    if (call.user) deps.news.tell({ kind: 'signedOut', person: call.user.id });
    return sessionOf(null, call);
  });
  mount(router, deps, operations.signOutEverywhere, async (call) => {
    await endAllSessions(deps.db, call.user.id, credentialsOf(call.request));
    await signOut(call.request, call.response);
    deps.news.tell({ kind: 'signedOut', person: call.user.id });
    return sessionOf(null, call);
  });
  mount(router, deps, operations.chooseKeys, async ({ user, body: keys }) => {
    await deps.db.user.update({ where: { id: user.id }, data: { keys } });
    return keys;
  });
  mount(router, deps, operations.changePassword, async (call) => {
    const user = await changePassword(deps.db, devices, call, { ...call.body, now: call.now });
    deps.news.tell({ kind: 'signedOut', person: user.id });
    return sessionOf(user, call);
  });
  return router;
}
