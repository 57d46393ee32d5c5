import type { Request, Response } from 'express';
import { ipKeyGenerator } from 'express-rate-limit';
import type { Db } from '../../database/prisma.ts';
import { ApiError } from '../../errors.ts';
import { FairTurns } from '../../middleware/fairTurns.ts';
import type { SignedIn } from '../../middleware/subject.ts';
import type { Proven } from './authenticator.ts';
import type { Devices } from './devices.ts';
import { hashPassword, verifyPassword } from './password.ts';
import { beginAttempt, budgetsOf } from './slowDown.ts';

/** Compared when the account does not exist, so that the time taken does not tell. */
const nobodysHash = hashPassword('nobody');

/** As many as Node has threads for them; of one address, more than the largest class may wait. */
const turns = new FairTurns(4, 1000);
const FULL_SECONDS = 10;

interface Account {
  /** Null when there is none of the address. */
  user: (SignedIn & { passwordHash: string | null; credentialsVersion: number }) | null;
  email: string;
}

/** Whether the password is the account's; guesses are slowed down. @throws ApiError throttled */
export async function checkPassword(
  db: Db,
  devices: Devices,
  request: Request,
  { user, email }: Account,
  { password, now }: { password: string; now: Date },
): Promise<boolean> {
  const device = user && devices.deviceOf(request, user.id);
  const address = ipKeyGenerator(request.ip ?? '');
  const asker = device === null ? `address ${address}` : `device ${device}`;
  if (turns.isFull(asker)) {
    throw new ApiError(
      'throttled',
      'Very many people sign in from your network at this moment. Please try again in 10 seconds.',
      undefined,
      FULL_SECONDS,
    );
  }
  const attempt = await beginAttempt(db, budgetsOf(user?.id ?? email, device, address), now);
  const hash = user?.passwordHash ?? (await nobodysHash);
  const matches = await turns.run(asker, () => verifyPassword(password, hash));
  if (matches && user?.passwordHash) await attempt.succeeded();
  return matches && user !== null && user.passwordHash !== null;
}

/** A new session of this browser, in place of the one it had. */
export async function startSession(
  devices: Devices,
  request: Request,
  response: Response,
  user: SignedIn & Proven,
): Promise<SignedIn> {
  await new Promise<void>((resolve, reject) => {
    request.logIn(user, (error: unknown) => (error ? reject(error) : resolve()));
  });
  devices.remember(request, response, user.id);
  return user;
}

/** Starts a new session for the person whose e-mail address and password are given. */
export async function signIn(
  db: Db,
  devices: Devices,
  { request, response }: { request: Request; response: Response },
  { email: written, password, now }: { email: string; password: string; now: Date },
): Promise<SignedIn> {
  const email = written.toLowerCase();
  const user = await db.user.findUnique({ where: { email } });
  if (!(await checkPassword(db, devices, request, { user, email }, { password, now })) || !user)
    throw new ApiError('wrong_credentials', 'Wrong e-mail or password.');
  return startSession(devices, request, response, user);
}
