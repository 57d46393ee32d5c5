import { Passport } from 'passport';
import { personOf } from '../../middleware/session.ts';
import type { Held } from '../../middleware/session.ts';

/** What `request.logIn` is given: the person, with the number of the password that was shown. */
export interface Proven {
  id: string;
  credentialsVersion: number;
}

/** Passport's sessions; how a person proves who they are is in `signIn.ts`. */
export function createAuthenticator() {
  const passport = new Passport();
  passport.serializeUser((user, done) => {
    const { id, credentialsVersion } = user as Proven;
    done(null, { id, credentials: credentialsVersion } satisfies Held);
  });
  passport.deserializeUser((held: object, done) => done(null, personOf(held) ?? false));
  return passport;
}
