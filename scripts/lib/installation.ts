/** A database that is ready for server and worker, and what its first people need to know. Imports the generated client. */
import type { Config } from '../../server/config.ts';
import { createPrisma } from '../../server/database/prisma.ts';
import type { RoleUrls } from '../../server/database/roles.ts';
import { beginInstallation } from '../../server/demo/beginInstallation.ts';
import type { Beginning, DemoWish } from '../../server/demo/beginInstallation.ts';
import { DEMO_PASSWORD } from '../../server/demo/people.ts';
import type { Log } from '../../server/log.ts';
import { openGradingQueue } from '../../server/queue/gradingQueue.ts';
import type { GradingQueue } from '../../server/queue/gradingQueue.ts';
import { prepareDatabase } from '../../server/queue/prepareDatabase.ts';
import { say, step } from './progress.ts';

/** `--demo` and `--no-demo`; without, only the embedded database of a first start gets one. */
export function demoWish(
  { databaseUrl }: Pick<Config, 'databaseUrl'>,
  options: { demo: boolean; 'no-demo': boolean },
): DemoWish {
  if (options.demo) return 'asked';
  return databaseUrl !== null || options['no-demo'] ? 'never' : 'if new';
}

export async function prepareInstallation(
  databaseUrl: string,
  { config, wish, log }: { config: Config; wish: DemoWish; log: Log },
): Promise<{ roles: RoleUrls; beginning: Beginning }> {
  const roles = await step('migrations and rights', () => prepareDatabase(databaseUrl, config, log));
  const beginning = await step(wish === 'never' ? 'installation' : 'demo course', async () => {
    const db = createPrisma(databaseUrl, 4);
    const queues: GradingQueue[] = [];
    const openQueue = async () => {
      const queue = await openGradingQueue(databaseUrl, log);
      queues.push(queue);
      return queue;
    };
    const begun = await beginInstallation({ db, openQueue, databaseUrl }, { wish, now: new Date() });
    for (const queue of queues) await queue.close();
    await db.$disconnect();
    return begun;
  });
  return { roles, beginning };
}

export function sayHowToSignIn(
  { demoPeople, demoRefused, setupToken }: Beginning,
  url: string,
  isOwn: boolean,
): void {
  if (demoRefused)
    say('  ! No demo: its address /c/cs-7150 is the one of another course, which was left as it is.');
  if (demoPeople.length > 0) {
    say(
      isOwn
        ? `  Demo accounts, password ${DEMO_PASSWORD}`
        : `  ! Anybody can sign in as these, with the demo's password ${DEMO_PASSWORD}:`,
    );
    for (const { email, name, role } of demoPeople) say(`    ${email.padEnd(32)} ${role.padEnd(11)} ${name}`);
  }
  if (setupToken !== null) {
    say('  Make the account of the first administrator, once, within a day:');
    say(`    ${url}/setup?token=${setupToken}`);
  }
}

export function sayWhereRightsAreShared({ shared }: RoleUrls): void {
  if (shared !== null)
    say(`  ! Server and worker have all rights of the database's owner: ${shared}. See docs/security.md.`);
}
