import { Passport } from 'passport';
import { z } from 'zod';
import type { Db } from '../../database/prisma.ts';
import { SIGNED_IN } from '../../middleware/subject.ts';

/** What a session holds. With another password than at its beginning it has ended, wherever it is. */
const Held = z.object({ id: z.uuid(), credentials: z.number() });
type Held = z.infer<typeof Held>;

/** What `request.logIn` is given: the person, with the number of the password that was shown. */
export interface Proven {
  id: string;
  credentialsVersion: number;
}

/** Passport's sessions; how a person proves who they are is in `signIn.ts`. */
export function createAuthenticator(db: Db) {
  const passport = new Passport();
  passport.serializeUser((user, done) => {
    const { id, credentialsVersion } = user as Proven;
    done(null, { id, credentials: credentialsVersion } satisfies Held);
  });
  passport.deserializeUser((held: unknown, done) => {
    const parsed = Held.safeParse(held);
    if (!parsed.success) return done(null, false);
    const { id, credentials } = parsed.data;
    db.user
      .findUnique({ where: { id, credentialsVersion: credentials }, select: SIGNED_IN })
      .then((user) => done(null, user ?? false), done);
  });
  return passport;
}

export type Authenticator = ReturnType<typeof createAuthenticator>;
