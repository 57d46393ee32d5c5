import { Router } from 'express';
import { operations } from '../../../contract/index.ts';
import type { Deps } from '../../deps.ts';
import type { CsrfTokens } from '../../middleware/csrf.ts';
import { mount } from '../../middleware/mount.ts';
import type { Devices } from '../session/devices.ts';
import { presentSession } from '../session/present.ts';
import { startSession } from '../session/signIn.ts';
import { joinCourse } from './joinCourse.ts';
import { closeJoinLink, listLinks, openJoinLink, renewInvitations, revokeInvitation } from './links.ts';
import { lookAtLink } from './lookAtLink.ts';
import { createAnyPasswordLink, createPasswordLink, setPassword } from './passwordLink.ts';

export function invitationRoutes(deps: Deps, csrf: CsrfTokens, devices: Devices): Router {
  const router = Router();
  const { db, news } = deps;

  mount(router, deps, operations.listLinks, ({ course }) => listLinks(db, course.id));
  mount(router, deps, operations.renewInvitations, ({ course, user, body, now }) =>
    renewInvitations(db, { courseId: course.id, actorId: user.id, now }, body),
  );
  mount(router, deps, operations.revokeInvitation, ({ course, user, params, query, now }) =>
    revokeInvitation(db, { courseId: course.id, actorId: user.id, now }, params.invitationId, query.seen),
  );
  mount(router, deps, operations.openJoinLink, ({ course, user, body, now }) =>
    openJoinLink(db, { courseId: course.id, actorId: user.id, now }, body),
  );
  mount(router, deps, operations.closeJoinLink, ({ course, user, params, now }) =>
    closeJoinLink(db, { courseId: course.id, actorId: user.id, now }, params.joinLinkId),
  );
  mount(router, deps, operations.lookAtLink, ({ body, now }) => lookAtLink(db, body.token, now));
  mount(router, deps, operations.joinCourse, async ({ body, user, request, response, now }) => {
    const created = await joinCourse(db, { ...body, signedIn: user, now });
    const person = created ? await startSession(devices, request, response, created) : user;
    return presentSession(db, person, csrf.tokenFor(request, response), now);
  });
  mount(router, deps, operations.createPasswordLink, ({ course, user, params, now }) =>
    createPasswordLink(db, course.id, { userId: params.userId, actorId: user.id, now }),
  );
  mount(router, deps, operations.createAnyPasswordLink, ({ user, body, now }) =>
    createAnyPasswordLink(db, { email: body.email, actorId: user.id, now }),
  );
  mount(router, deps, operations.setPassword, async ({ body, request, response, now }) => {
    const owner = await setPassword(db, { ...body, now });
    news.tell({ kind: 'signedOut', person: owner.id });
    const person = await startSession(devices, request, response, owner);
    return presentSession(db, person, csrf.tokenFor(request, response), now);
  });
  return router;
}
