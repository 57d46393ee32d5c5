import { Router } from 'express';
import type { Role } from '../../../contract/common.ts';
import { operations } from '../../../contract/index.ts';
import type { Deps } from '../../deps.ts';
import { mount } from '../../middleware/mount.ts';
import { personThrottle } from '../../middleware/throttle.ts';
import type { CourseSubject } from '../../middleware/subject.ts';
import { anonymousIn } from '../../middleware/veil.ts';
import { asSeen } from './arrangeAsSeen.ts';
import { arrangeGroups } from './arrangeGroups.ts';
import type { Preview } from './arrangeGroups.ts';
import { getMyGroup } from './getMyGroup.ts';
import { importGroups } from './importGroups.ts';
import { acceptInvitation, inviteToMyGroup, withdrawInvitation } from './invite.ts';
import { leaveMyGroup } from './leaveMyGroup.ts';
import { listGroups } from './listGroups.ts';

const INVITATIONS_A_MINUTE = 30;

export function groupRoutes(deps: Deps): Router {
  const router = Router();
  const { db, news } = deps;
  const lookOf = async ({
    course,
    role,
    now,
  }: CourseSubject & { role: Role | null; now: Date }): Promise<Preview> => ({
    anonymous: await anonymousIn(db, course.id, { role, now }),
  });

  mount(router, deps, operations.getMyGroup, (call) => getMyGroup(db, call, { userId: call.user.id }));
  mount(
    router,
    deps,
    operations.inviteToMyGroup,
    async (call) => {
      const who = { userId: call.user.id, now: call.now };
      await inviteToMyGroup(db, news, call, { ...who, invitedId: call.body.userId });
      return getMyGroup(db, call, who);
    },
    {
      guards: [
        personThrottle(
          INVITATIONS_A_MINUTE,
          'You invited very often in the last minute. Please wait a minute.',
        ),
      ],
    },
  );
  mount(router, deps, operations.withdrawInvitation, async (call) => {
    const who = { userId: call.user.id, invitationId: call.params.invitationId };
    await withdrawInvitation(db, news, call, who);
    return getMyGroup(db, call, who);
  });
  mount(router, deps, operations.acceptInvitation, async (call) => {
    const who = { userId: call.user.id, now: call.now };
    const { invitationId } = call.params;
    await acceptInvitation(db, news, call, { ...who, invitationId, bring: call.body.bring });
    return getMyGroup(db, call, who);
  });
  mount(router, deps, operations.leaveMyGroup, async (call) => {
    const who = { userId: call.user.id, now: call.now };
    await leaveMyGroup(db, news, call, who);
    return getMyGroup(db, call, who);
  });
  mount(router, deps, operations.listGroups, (call) => listGroups(db, call));
  mount(router, deps, operations.arrangeGroup, async (call) => {
    const { preview, ...arrangement } = call.body;
    const changes = await arrangeGroups(db, news, call, {
      plan: (tx) => asSeen(tx, call.assignment.id, arrangement),
      actorId: call.user.id,
      now: call.now,
      preview: preview ? await lookOf(call) : null,
    });
    return { ...(await listGroups(db, call)), changes };
  });
  mount(router, deps, operations.importGroups, async (call) => {
    const preview = call.body.preview ? await lookOf(call) : null;
    return importGroups(db, news, call, { ...call.body, preview, actorId: call.user.id, now: call.now });
  });
  return router;
}
