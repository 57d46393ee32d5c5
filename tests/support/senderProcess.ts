/** A sender of mail as a process of its own, to be killed: database, SMTP server and the moment that its clock stands at. */
import { createPrisma } from '../../server/database/prisma.ts';
import { startSender } from '../../server/features/mail/sender.ts';
import { createLog } from '../../server/log.ts';

const [databaseUrl = '', smtpUrl = '', now = ''] = process.argv.slice(2);
startSender(createPrisma(databaseUrl, 2), createLog('sender', 'silent'), {
  smtp: { url: smtpUrl, from: 'stepwise@example.edu' },
  mail: { mode: 'sent', secret: 'secret', baseUrl: () => 'http://stepwise.test' },
  clock: () => new Date(now),
  everyMs: 20,
  remindEveryMs: Infinity,
});
