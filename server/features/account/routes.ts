import { ipKeyGenerator } from 'express-rate-limit';
import { Router } from 'express';
import { setTimeout as pause } from 'node:timers/promises';
import { operations } from '../../../contract/index.ts';
import type { Deps } from '../../deps.ts';
import { ApiError } from '../../errors.ts';
import { mount } from '../../middleware/mount.ts';
import {
  askForEmailChange,
  confirmEmail,
  refuseEmail,
  withdrawEmailChange,
} from '../invitations/emailLink.ts';
import { mailPasswordLink } from '../invitations/passwordLink.ts';
import type { Devices } from '../session/devices.ts';
import { checkPassword } from '../session/signIn.ts';
import { beginAttempt } from '../session/slowDown.ts';
import { getAccount } from './getAccount.ts';
import { unlinkProvider } from './unlinkProvider.ts';

/** Longer than it takes to write a mail: how long the answer takes does not tell whether there is an account. */
const ANSWER_MS = 250;
/** Links that an address of the network, and that anybody for an account, asks for without a wait. */
const FREE_OF_ADDRESS = 50;
const FREE_OF_ACCOUNT = 5;

const NO_MAIL = new ApiError(
  'unacceptable',
  'This installation sends no mail. Ask your instructor or an administrator for a password link.',
);

export function accountRoutes(
  deps: Deps,
  devices: Devices,
  provider: { name: string; issuer: string } | null,
): Router {
  const router = Router();
  const { db, mail, news } = deps;
  const accountOf = (userId: string, now: Date) =>
    getAccount(db, { userId, issuer: provider?.issuer ?? null, now });

  mount(router, deps, operations.getWaysIn, async () => ({
    mail: mail.mode,
    provider: provider?.name ?? null,
    isNew: (await db.user.findFirst({ select: { id: true } })) === null,
  }));
  mount(router, deps, operations.askForPasswordLink, async ({ body: { email }, request, now }) => {
    if (mail.mode === 'off') throw NO_MAIL;
    const budgets = [
      { key: `link for ${email}`, free: FREE_OF_ACCOUNT },
      { key: `links asked at ${ipKeyGenerator(request.ip ?? '')}`, free: FREE_OF_ADDRESS },
    ];
    await beginAttempt(
      db,
      budgets,
      now,
      (wait) =>
        `Many links were asked for. Look into your mail, also among spam; you can ask again in ${wait}.`,
    );
    await Promise.all([mailPasswordLink(db, { email, mailSecret: mail.secret, now }), pause(ANSWER_MS)]);
    mail.poke();
    return { mail: mail.mode };
  });

  mount(router, deps, operations.getAccount, ({ user, now }) => accountOf(user.id, now));
  mount(router, deps, operations.askForEmailChange, async ({ body, user, request, now }) => {
    if (mail.mode === 'off')
      throw new ApiError(
        'unacceptable',
        'This installation sends no mail, so that no address can be confirmed. Ask an administrator.',
      );
    const account = await db.user.findUniqueOrThrow({ where: { id: user.id } });
    const { password, email } = body;
    const shown = { user: account, email: user.email };
    if (!(await checkPassword(db, devices, request, shown, { password, now })))
      throw new ApiError('wrong_credentials', 'Your password is another one. Nothing was changed.');
    await askForEmailChange(db, { userId: user.id, email, mailSecret: mail.secret, now });
    mail.poke();
    return accountOf(user.id, now);
  });
  mount(router, deps, operations.withdrawEmailChange, async ({ user, now }) => {
    await withdrawEmailChange(db, user.id);
    return accountOf(user.id, now);
  });
  mount(router, deps, operations.confirmEmail, ({ body, now }) => confirmEmail(db, { ...body, now }));
  mount(router, deps, operations.refuseEmail, async ({ body, now }) => {
    const person = await refuseEmail(db, { ...body, now });
    if (person !== null) news.tell({ kind: 'signedOut', person });
    return { sessionsEnded: person !== null };
  });
  mount(router, deps, operations.unlinkProvider, async ({ user, now }) => {
    await unlinkProvider(db, user.id);
    return accountOf(user.id, now);
  });
  return router;
}
