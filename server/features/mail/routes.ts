import { Router } from 'express';
import { operations } from '../../../contract/index.ts';
import { recordAudit } from '../../database/audit.ts';
import type { Deps } from '../../deps.ts';
import { mount } from '../../middleware/mount.ts';
import { getOutbox, listShownMails, retryMails } from './outbox.ts';

export function mailRoutes(deps: Deps): Router {
  const router = Router();
  const { db, mail } = deps;
  mount(router, deps, operations.getOutbox, () => getOutbox(db, mail.mode));
  mount(router, deps, operations.retryMails, async ({ user, body, now }) => {
    await db.$transaction(async (tx) => {
      if ((await retryMails(tx, { ...body, now })) === 0) return;
      const subject = body.unsure ? 'mails, also those that may have arrived' : 'mails';
      await recordAudit(tx, { actorId: user.id, courseId: null, action: 'retryMails', subject });
    });
    mail.poke();
    return getOutbox(db, mail.mode);
  });
  mount(router, deps, operations.listShownMails, ({ user }) => listShownMails(db, mail, user));
  return router;
}
