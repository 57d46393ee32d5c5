import { Router } from 'express';
import type { Response } from 'express';
import { operations } from '../../../contract/index.ts';
import type { Deps } from '../../deps.ts';
import { mount } from '../../middleware/mount.ts';
import { personThrottle } from '../../middleware/throttle.ts';
import { erasePerson } from './erasePerson.ts';
import { exportPerson } from './exportPerson.ts';

const guards = [
  personThrottle(6, 'You exported several times within a minute. Wait a minute and try again.'),
];

export function personalDataRoutes(deps: Deps): Router {
  const router = Router();
  const { db, news } = deps;
  const send = async (response: Response, email: string, now: Date) => {
    const zip = await exportPerson(db, email, now);
    response.attachment(`stepwise-data-${now.toISOString().slice(0, 10)}.zip`);
    return zip;
  };
  mount(router, deps, operations.exportMyData, ({ user, response, now }) => send(response, user.email, now), {
    guards,
  });
  mount(
    router,
    deps,
    operations.exportPersonalData,
    ({ query, response, now }) => send(response, query.email, now),
    { guards },
  );
  mount(router, deps, operations.erasePerson, async ({ body, user, now }) => {
    const { userId, name, groups } = await erasePerson(db, { ...body, actorId: user.id, now });
    news.tell({ kind: 'signedOut', person: userId });
    for (const each of groups) news.tell({ kind: 'groups', ...each });
    return { name };
  });
  return router;
}
