import { Router } from 'express';
import { operations } from '../../../contract/index.ts';
import type { Role } from '../../../contract/common.ts';
import type { Deps } from '../../deps.ts';
import { mount } from '../../middleware/mount.ts';
import { anonymousIn } from '../../middleware/veil.ts';
import type { SignedIn } from '../../middleware/subject.ts';
import { assignRequest, closeRequest, replyToRequest, withdrawRequest } from './answerRequest.ts';
import { askForRegrade } from './askForRegrade.ts';
import { getRequest, listCourseRequests, listRequests, requestOf, staffOf } from './listRequests.ts';
import { presentPolicy, setRequestPolicy } from './policy.ts';

export function requestRoutes(deps: Deps): Router {
  const router = Router();
  const { db } = deps;
  const whoOf = ({ user, role, now }: { user: SignedIn; role: Role; now: Date }) => ({
    userId: user.id,
    isStaff: role !== 'student',
    now,
  });

  mount(router, deps, operations.listRequests, (call) =>
    listRequests(db, call, { userId: call.user.id, role: call.role, now: call.now }),
  );
  mount(router, deps, operations.askForRegrade, async (call) => {
    const by = { ...call.body, userId: call.user.id, now: call.now, act: call.act };
    return requestOf(db, await askForRegrade(db, call, call.params.question, by), false);
  });
  mount(router, deps, operations.withdrawRequest, async (call) => {
    await withdrawRequest(db, call, call.params.requestId, whoOf(call));
    return requestOf(db, call.params.requestId, false);
  });
  mount(router, deps, operations.replyToRequest, async (call) => {
    const who = whoOf(call);
    await replyToRequest(db, call, call.params.requestId, { ...who, ...call.body, key: call.act });
    return requestOf(db, call.params.requestId, who.isStaff);
  });
  mount(router, deps, operations.assignRequest, async (call) => {
    await assignRequest(db, call, call.params.requestId, { ...whoOf(call), ...call.body });
    return requestOf(db, call.params.requestId, true);
  });
  mount(router, deps, operations.closeRequest, async (call) => {
    await closeRequest(db, call, call.params.requestId, { ...whoOf(call), ...call.body });
    return requestOf(db, call.params.requestId, true);
  });
  mount(router, deps, operations.listCourseRequests, async ({ course, query, role, now }) => ({
    requests: await listCourseRequests(db, course.id, {
      ...query,
      anonymous: await anonymousIn(db, course.id, { role, now }),
    }),
    staff: await staffOf(db, course.id),
  }));
  mount(router, deps, operations.getRequest, async ({ course, params, role, now }) => ({
    request: await getRequest(db, course.id, {
      id: params.requestId,
      anonymous: await anonymousIn(db, course.id, { role, now }),
    }),
    staff: await staffOf(db, course.id),
  }));
  mount(router, deps, operations.getRequestPolicy, async ({ assignment }) => presentPolicy(assignment));
  mount(router, deps, operations.setRequestPolicy, ({ body: { seen, ...policy }, ...call }) =>
    setRequestPolicy(db, call, { actorId: call.user.id, policy, seen, now: call.now }),
  );
  return router;
}
