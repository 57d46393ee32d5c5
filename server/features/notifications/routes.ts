import { Router } from 'express';
import { operations } from '../../../contract/index.ts';
import type { Deps } from '../../deps.ts';
import { mount } from '../../middleware/mount.ts';
import { getChoices, listNotices, readNotices, setChoice, stopMails } from './notices.ts';

export function notificationRoutes(deps: Deps): Router {
  const router = Router();
  const { db, mail } = deps;
  const mails = mail.mode !== 'off';
  mount(router, deps, operations.listNotices, ({ user }) => listNotices(db, user.id));
  mount(router, deps, operations.readNotices, ({ user, body, now }) =>
    readNotices(db, { userId: user.id, upTo: new Date(body.upTo), now }),
  );
  mount(router, deps, operations.getNoticeChoices, async ({ user }) => ({
    choices: await getChoices(db, user.id),
    mails,
  }));
  mount(router, deps, operations.setNoticeChoice, async ({ user, body }) => {
    await setChoice(db, user.id, body);
    return { choices: await getChoices(db, user.id), mails };
  });
  mount(router, deps, operations.stopMails, async ({ body }) => ({
    kind: await stopMails(db, mail.secret, body.token),
  }));
  return router;
}
