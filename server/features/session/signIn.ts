import type { Request, Response } from 'express';
import { ApiError } from '../../errors.ts';
import type { SignedIn } from '../../middleware/subject.ts';
import type { Authenticator } from './authenticator.ts';

/** Starts a new session for the person whose e-mail address and password `request.body` holds. */
export async function signIn(
  passport: Authenticator,
  request: Request,
  response: Response,
): Promise<SignedIn> {
  const user = await new Promise<SignedIn | false>((resolve, reject) => {
    const decide = (error: unknown, found?: SignedIn | false) =>
      error ? reject(error) : resolve(found ?? false);
    void passport.authenticate('local', decide)(request, response, reject);
  });
  if (!user) throw new ApiError('wrong_credentials', 'Wrong e-mail or password.');
  await new Promise<void>((resolve, reject) => {
    request.logIn(user, (error: unknown) => (error ? reject(error) : resolve()));
  });
  return user;
}
