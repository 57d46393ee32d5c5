/** My account: how one comes in, a forgotten password, another e-mail address, my data. */
import { z } from 'zod';
import { EmailAddress, Moment } from './common.ts';
import { MailMode } from './health.ts';
import { defineOperation } from './operation.ts';

/** Of a link; it stands behind the `#`, which browsers send to no server. */
const Token = z.string().min(1).max(100);

export const getWaysIn = defineOperation({
  id: 'getWaysIn',
  method: 'get',
  path: '/api/session/ways',
  summary: 'How people of this installation sign in, and whether a forgotten password is helped by mail',
  response: z.object({
    mail: MailMode,
    /** The OpenID provider by the name that people know it by; null where there is none. */
    provider: z.string().nullable(),
    /** Nobody has an account: the first one is made by the link that the start has printed. */
    isNew: z.boolean(),
  }),
});

export const askForPasswordLink = defineOperation({
  id: 'askForPasswordLink',
  method: 'post',
  once: 'state',
  path: '/api/password-reset',
  summary:
    'Have a link to a new password mailed to the account of an address; the answer is the same whether there is one',
  body: z.object({ email: EmailAddress }),
  response: z.object({ mail: MailMode }),
  errors: ['csrf', 'unacceptable', 'throttled'],
});

/** Waits until the old and the new address have both said yes. */
export const EmailChange = z.object({
  /** The new one. */
  email: z.string(),
  confirmedByOld: z.boolean(),
  confirmedByNew: z.boolean(),
  expiresAt: Moment,
});
export type EmailChange = z.infer<typeof EmailChange>;

export const Account = z.object({
  /** Without one the person signs in with the provider, or has a link to a first one mailed. */
  hasPassword: z.boolean(),
  emailChange: EmailChange.nullable(),
  /** Since when the account is linked with the provider; null where it is not. */
  linkedAt: Moment.nullable(),
});
export type Account = z.infer<typeof Account>;

export const getAccount = defineOperation({
  id: 'getAccount',
  method: 'get',
  path: '/api/account',
  summary: 'What I sign in with, and what waits for a confirmation',
  response: Account,
});

export const askForEmailChange = defineOperation({
  id: 'askForEmailChange',
  method: 'post',
  once: 'state',
  path: '/api/account/email',
  summary:
    'Ask for another e-mail address; it holds once the links mailed to the old and the new one were both used',
  body: z.object({ email: EmailAddress, password: z.string().min(1).max(200) }),
  response: Account,
  status: 201,
  errors: ['csrf', 'unacceptable', 'wrong_credentials', 'throttled'],
});

export const withdrawEmailChange = defineOperation({
  id: 'withdrawEmailChange',
  method: 'delete',
  once: 'state',
  path: '/api/account/email',
  summary: 'Keep my e-mail address after all: the mailed links work no more',
  response: Account,
  errors: ['csrf'],
});

export const confirmEmail = defineOperation({
  id: 'confirmEmail',
  method: 'post',
  once: 'seen',
  path: '/api/links/email',
  summary: 'Say yes to another e-mail address, by the link that was mailed to the old or the new one',
  body: z.object({ token: Token }),
  response: z.object({
    /** The new one. */
    email: z.string(),
    /** Whether it holds now; otherwise the other address has not said yes yet. */
    done: z.boolean(),
  }),
  errors: ['csrf', 'unacceptable'],
});

export const refuseEmail = defineOperation({
  id: 'refuseEmail',
  method: 'post',
  once: 'seen',
  path: '/api/links/email/refusal',
  summary:
    'Say no to another e-mail address, by the mailed link; from the old address it ends all sessions, too',
  body: z.object({ token: Token }),
  response: z.object({ sessionsEnded: z.boolean() }),
  errors: ['csrf', 'unacceptable'],
});

export const unlinkProvider = defineOperation({
  id: 'unlinkProvider',
  method: 'delete',
  once: 'state',
  path: '/api/account/provider',
  summary: 'Sign in with my password alone from now on',
  response: Account,
  errors: ['csrf', 'unacceptable'],
});

/** Where the browser goes to sign in with the provider; `?next=` says which page it comes back to. */
export const PROVIDER_PATH = '/api/session/provider';

/** Why somebody came back from the provider without being signed in; the sign-in page says it in words. */
export type SignInProblem =
  'unverified' | 'unknown' | 'other_person' | 'unreachable' | 'refused' | 'expired' | 'invalid' | 'failed';
