import { Command } from 'commander';
import { EXIT, UsageError } from './exit.ts';

export const passwordLinkCommand = () =>
  new Command('password-link')
    .description('a link by which the owner of an account chooses a new password; works once, for a day')
    .argument('<email>', 'e-mail address of the account')
    .addHelpText('after', '\nReads and writes DATABASE_URL, else the embedded database of `npm start`.')
    .action(async (email: string) => {
      // What needs no database starts without loading one.
      const { withDatabase } = await import('../server/database/withDatabase.ts');
      const { createAnyPasswordLink } = await import('../server/features/invitations/passwordLink.ts');
      process.exitCode = await withDatabase(async (db) => {
        const address = email.trim().toLowerCase();
        if (!(await db.user.findUnique({ where: { email: address } })))
          throw new UsageError(`there is no account with ${address}`);
        const link = await createAnyPasswordLink(db, { email: address, actorId: null, now: new Date() });
        process.stdout.write(`For ${link.name}, until ${link.expiresAt}, behind the address of Stepwise:\n`);
        process.stdout.write(`/link#${link.token}\n`);
        return EXIT.ok;
      });
    });
