/** The parts of Stepwise one by one, for whoever starts each on a host or in a container of its own. */
import { Command } from 'commander';
import { UsageError } from './exit.ts';

type DatabaseUrl = 'DATABASE_URL' | 'SERVER_DATABASE_URL' | 'WORKER_DATABASE_URL';

/** Those that are set. @throws UsageError where there is none of them: a part by itself brings no database */
function urlsAmong(...names: DatabaseUrl[]): Record<string, string> {
  const found = names.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : []));
  if (found.length === 0)
    throw new UsageError(`set ${names.join(' or ')}; "npm start" brings a database of its own along`);
  return Object.fromEntries(found) as Record<string, string>;
}

/** Walls around what runs students' programs; null, having said why, where there are none. */
async function findWalls() {
  const { chooseWalls } = await import('../scripts/lib/accounts.ts');
  const { workerEnvironment } = await import('../scripts/lib/parts.ts');
  const { say } = await import('../scripts/lib/progress.ts');
  const chosen = await chooseWalls(null, workerEnvironment());
  if (!chosen.walls) say(`  ! ${chosen.note}`);
  return chosen.walls;
}

export const serveCommand = () =>
  new Command('serve')
    .description('the server alone, with the trier beside it: pages and API, no grading')
    .addHelpText(
      'after',
      '\nReads SERVER_DATABASE_URL, of a database that "stepwise migrate" has prepared, or DATABASE_URL, and prepares it itself.\nOther settings are those of .env.example. Ends on SIGTERM, in order.',
    )
    .action(async () => {
      const urls = urlsAmong('SERVER_DATABASE_URL', 'DATABASE_URL');
      const { keepUp } = await import('../scripts/lib/keepUp.ts');
      const { serverPart, trierPart } = await import('../scripts/lib/parts.ts');
      const { handTrialsOn } = await import('../scripts/lib/trials.ts');
      const { SMTP_URL = '', OIDC_CLIENT_SECRET = '' } = process.env;
      const settings = { ...urls, SMTP_URL, OIDC_CLIENT_SECRET };
      const walls = await findWalls();
      const [trier, server] = keepUp([
        trierPart({ account: null, walls }),
        serverPart({ settings, account: null }),
      ]);
      handTrialsOn([server], trier);
    });

export const workCommand = () =>
  new Command('work')
    .description('one grading worker: takes submissions from the queue and grades them')
    .addHelpText(
      'after',
      '\nReads WORKER_DATABASE_URL, which is all that it may do, or DATABASE_URL. As many may run as you like, on as many hosts.\nSee "stepwise doctor" for what it needs of its host. Ends on SIGTERM, in order.',
    )
    .action(async () => {
      const settings = urlsAmong('WORKER_DATABASE_URL', 'DATABASE_URL');
      const { keepUp } = await import('../scripts/lib/keepUp.ts');
      const { openDoor } = await import('../scripts/lib/door.ts');
      const { workerPart } = await import('../scripts/lib/parts.ts');
      const walls = await findWalls();
      const [databaseUrl] = Object.values(settings);
      const door = walls && (await openDoor(databaseUrl!, null));
      keepUp([workerPart({ settings, account: null, walls, door: door?.socket ?? null })], async () =>
        door?.close(),
      );
    });

export const migrateCommand = () =>
  new Command('migrate')
    .description('prepare the database, or bring it up to date: tables, queue, roles and their rights')
    .option('--demo', 'make the demo course as well, where it is not there yet')
    .addHelpText(
      'after',
      '\nReads DATABASE_URL, of the owner; the roles of SERVER_DATABASE_URL and WORKER_DATABASE_URL are made where they are not there.\nWhile there is no administrator it prints the link that makes one.',
    )
    .action(async ({ demo = false }: { demo?: boolean }) => {
      const { DATABASE_URL } = urlsAmong('DATABASE_URL');
      const { readConfig } = await import('../server/config.ts');
      const { untilReachable } = await import('../server/database/open.ts');
      const { createLog } = await import('../server/log.ts');
      const { prepareInstallation, sayHowToSignIn, sayWhereRightsAreShared } =
        await import('../scripts/lib/installation.ts');
      const config = readConfig(process.env);
      const log = createLog('migrate', config.logLevel);
      await untilReachable(DATABASE_URL!, log);
      const wish = demo ? 'asked' : 'never';
      const { roles, beginning } = await prepareInstallation(DATABASE_URL!, { config, wish, log });
      sayWhereRightsAreShared(roles);
      sayHowToSignIn(beginning, config.publicUrl ?? `http://${config.host}:${config.port}`, false);
    });
