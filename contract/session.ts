/** Signing in and out, and who I am. */
import { z } from 'zod';
import { Person, Role } from './common.ts';
import { Course } from './courses.ts';
import { defineOperation } from './operation.ts';

/** Every request that is not a GET carries the session's `csrfToken` in this header. */
export const CSRF_HEADER = 'x-csrf-token';

/**
 * In the address of every request of a page: the id of whoever the page belongs to. In another tab somebody else may have signed in
 * since; what is theirs is then neither shown nor changed. In the address, since the browser itself asks for images, links and streams.
 */
export const OWNER_PARAM = 'owner';

/** Of every answer: which pages the server has, so that one that is open over an update learns of it. */
export const BUILD_HEADER = 'stepwise-build';

/** Of every answer and refusal: the server's time as it was made. Nothing that they say has happened is still to come by a page's clock. */
export const TIME_HEADER = 'stepwise-time';

export const Membership = z.object({
  course: Course,
  role: Role,
  /** Nothing in it changes any more. */
  archived: z.boolean(),
  /** Of a course in which I try sets of another one as its only student: that one's slug. */
  tryOf: z.string().nullable(),
});
export type Membership = z.infer<typeof Membership>;

/** A password as one chooses it: its length is what resists guessing, its characters are free. */
export const NewPassword = z.string().min(10, 'At least 10 characters.').max(200, 'At most 200 characters.');

/** The name of an account, as its owner writes it. */
export const OwnName = z.string().trim().min(1, 'Your name, please.').max(100, 'At most 100 characters.');

/** Pages whose keys are their own; `everywhere` is what every page has. */
export const KEY_PLACES = ['everywhere', 'queue', 'answer', 'groups', 'history', 'feedback'] as const;

/** A key by its name, such as `Mod+Shift+Enter`. */
const KeyName = z.string().min(1).max(40);
/** More than any page has. */
const MOST_KEYS = 100;

/** Which keys somebody has chosen. */
export const ChosenKeys = z.object({
  /** Whether keys that stand alone are commands. */
  single: z.boolean(),
  /** By place, and by the key that something comes with, another one. */
  map: z.partialRecord(
    z.enum(KEY_PLACES),
    z
      .record(KeyName, KeyName)
      .refine((keys) => Object.keys(keys).length <= MOST_KEYS, `At most ${MOST_KEYS} keys of a page.`),
  ),
});
export type ChosenKeys = z.infer<typeof ChosenKeys>;

export const Session = z.object({
  /** Null when nobody is signed in. */
  user: Person.extend({
    /** May create courses; rights inside a course come from the memberships alone. */
    isAdministrator: z.boolean(),
    /** Null for the keys that all come with. */
    keys: ChosenKeys.nullable(),
  }).nullable(),
  /** Courses of the user with the role there; empty when nobody is signed in. */
  memberships: z.array(Membership),
  /** Changes when somebody signs in or out. */
  csrfToken: z.string(),
  /** The server's clock, by which due times are judged. */
  serverTime: z.iso.datetime(),
});
export type Session = z.infer<typeof Session>;

export const getSession = defineOperation({
  id: 'getSession',
  method: 'get',
  path: '/api/session',
  summary: 'Who is signed in, with their courses and the CSRF token',
  response: Session,
});

export const signIn = defineOperation({
  id: 'signIn',
  method: 'post',
  once: 'state',
  path: '/api/session',
  summary: 'Sign in with e-mail address and password',
  body: z.object({ email: z.string().trim().min(1).max(254), password: z.string().min(1).max(200) }),
  response: Session,
  errors: ['wrong_credentials', 'csrf', 'throttled'],
});

export const signOut = defineOperation({
  id: 'signOut',
  method: 'delete',
  once: 'state',
  path: '/api/session',
  summary: 'Sign out',
  response: Session,
  errors: ['csrf'],
});

export const changePassword = defineOperation({
  id: 'changePassword',
  method: 'put',
  once: 'seen',
  path: '/api/session/password',
  summary: 'Change my password, which ends my sessions in all other browsers',
  body: z.object({ currentPassword: z.string().min(1).max(200), newPassword: NewPassword }),
  response: Session,
  errors: ['wrong_credentials', 'csrf', 'throttled'],
});

export const signOutEverywhere = defineOperation({
  id: 'signOutEverywhere',
  method: 'delete',
  once: 'state',
  path: '/api/session/all',
  summary: 'End my sessions in every browser, this one included',
  response: Session,
  errors: ['csrf'],
});

export const chooseKeys = defineOperation({
  id: 'chooseKeys',
  method: 'put',
  once: 'state',
  path: '/api/session/keys',
  summary: 'Choose my keys, which hold wherever I sign in',
  body: ChosenKeys,
  response: ChosenKeys,
  errors: ['csrf'],
});
