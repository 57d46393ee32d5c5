import { Router } from 'express';
import { operations } from '../../../contract/index.ts';
import type { Deps } from '../../deps.ts';
import { mount } from '../../middleware/mount.ts';
import { listEvents } from './feed.ts';
import { calendarOf } from './ics.ts';
import { getCalendarLink, makeCalendarLink, ownerOf, revokeCalendarLink } from './link.ts';

export function calendarRoutes(deps: Deps): Router {
  const router = Router();
  const { db, mail } = deps;
  mount(router, deps, operations.getCalendarLink, ({ user }) => getCalendarLink(db, user.id, mail));
  mount(router, deps, operations.makeCalendarLink, ({ user, now }) =>
    makeCalendarLink(db, user.id, { ...mail, now }),
  );
  mount(router, deps, operations.revokeCalendarLink, ({ user }) => revokeCalendarLink(db, user.id, mail));
  mount(router, deps, operations.getCalendar, async ({ query, now }) => {
    const userId = await ownerOf(db, query.key, mail.secret);
    const events = await listEvents(db, { userId, baseUrl: mail.baseUrl(), now });
    await db.calendarLink.updateMany({ where: { userId }, data: { readAt: now } });
    return calendarOf('Stepwise', events);
  });
  return router;
}
