import { Passport } from 'passport';
import { Strategy } from 'passport-local';
import type { Db } from '../../database/prisma.ts';
import type { SignedIn } from '../../middleware/subject.ts';
import { hashPassword, verifyPassword } from './password.ts';

/** Passport with e-mail address and password; a session holds the user's id alone. */
export function createAuthenticator(db: Db) {
  const passport = new Passport();
  // Compared when the account does not exist, so that the time taken does not tell.
  const nobodysHash = hashPassword('nobody');

  passport.use(
    new Strategy({ usernameField: 'email' }, (email, password, done) => {
      const check = async (): Promise<SignedIn | false> => {
        const user = await db.user.findUnique({ where: { email: email.toLowerCase() } });
        const matches = await verifyPassword(password, user?.passwordHash ?? (await nobodysHash));
        return user && matches ? { id: user.id, email: user.email, name: user.name } : false;
      };
      check().then((user) => done(null, user), done);
    }),
  );
  passport.serializeUser((user, done) => done(null, (user as SignedIn).id));
  passport.deserializeUser((id: string, done) => {
    db.user
      .findUnique({ where: { id }, select: { id: true, email: true, name: true } })
      .then((user) => done(null, user ?? false), done);
  });
  return passport;
}

export type Authenticator = ReturnType<typeof createAuthenticator>;
