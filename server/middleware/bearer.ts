/**
 * Requests that carry a personal token. They are no cookie requests: no session is looked up for them, and no site can make a
 * browser send one, so that they need no CSRF token. What a token is for is asked where an operation is mounted.
 */
import { createHash } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import type {} from 'passport';
import { TOKEN_PREFIX } from '../../contract/tokens.ts';
import type { PersonalToken } from '../../prisma/generated/client.ts';
import type { Db } from '../database/prisma.ts';
import { ApiError } from '../errors.ts';
import { SIGNED_IN } from './subject.ts';
import { personThrottle } from './throttle.ts';

/** A script that asks more often than this has lost its way. */
const PER_MINUTE = 120;
const MINUTE_MS = 60_000;

export const hashOfToken = (token: string): string => createHash('sha256').update(token).digest('hex');

const held = new WeakMap<Request, PersonalToken>();

/** The token that the request came with; null for one of a browser. */
export const tokenOf = (request: Request): PersonalToken | null => held.get(request) ?? null;

const refused = (why: string): ApiError =>
  new ApiError(
    'not_signed_in',
    `${why} Nothing was changed. Make a token under "Your account" and run "stepwise login" again.`,
  );

/** @throws ApiError not_signed_in for whatever is no token of now; that of an expired one alone says so, which its owner knows */
async function find(db: Db, token: string, now: Date) {
  const row = token.startsWith(TOKEN_PREFIX)
    ? await db.personalToken.findUnique({
        where: { tokenHash: hashOfToken(token) },
        include: { user: { select: { ...SIGNED_IN, credentialsVersion: true } } },
      })
    : null;
  if (!row || row.user.credentialsVersion !== row.credentialsVersion)
    throw refused(
      'This token is none, or has ended: revoked, or with a change of password or "Sign out everywhere".',
    );
  if (row.expiresAt <= now)
    throw refused(`This token expired on ${row.expiresAt.toISOString().slice(0, 10)}.`);
  return row;
}

export function bearerTokens(db: Db, clock: () => Date): RequestHandler {
  const throttle = personThrottle(
    PER_MINUTE,
    'Your tokens were used very often within a minute. Wait a minute and try again.',
  );
  return async (request, response, next) => {
    const token = /^bearer +(\S+) *$/i.exec(request.get('authorization') ?? '')?.[1];
    if (token === undefined) return next();
    const now = clock();
    const { user, ...row } = await find(db, token, now);
    if (!row.usedAt || now.getTime() - row.usedAt.getTime() >= MINUTE_MS)
      await db.personalToken.updateMany({ where: { id: row.id }, data: { usedAt: now } });
    held.set(request, row);
    const { credentialsVersion: _, ...signedIn } = user;
    request.user = signedIn;
    await throttle(request, response, next);
  };
}

/** What is for browsers alone, and passed over by what carries a token. */
export const ofBrowsers =
  (handler: RequestHandler): RequestHandler =>
  (request, response, next) =>
    tokenOf(request) ? next() : handler(request, response, next);
