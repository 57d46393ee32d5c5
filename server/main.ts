/** The server alone: `node server/main.ts [--dev]`. `npm start` brings up all of Stepwise. */
import { readConfig } from './config.ts';
import type { Config } from './config.ts';
import { openDatabase, untilReachable } from './database/open.ts';
import { prepareDatabase } from './queue/prepareDatabase.ts';
import { createPrisma } from './database/prisma.ts';
import { reportFatal } from './errors.ts';
import { openSetup } from './features/setup/setupLink.ts';
import { createLog } from './log.ts';
import type { Log } from './log.ts';
import { receiveSettings } from './settings.ts';
import { startServer } from './startServer.ts';
import type { Channel } from './trials/trier.ts';
import { endWithParent } from './supervised.ts';

interface Found {
  url: string;
  /** Of the link for the first administrator, while there is none. */
  setupToken: string | null;
  close(): Promise<void>;
}

/** With only its own role's URL whoever started the server has prepared the database. */
async function findDatabase(config: Config, log: Log): Promise<Found> {
  if (config.serverDatabaseUrl !== null && config.databaseUrl === null) {
    await untilReachable(config.serverDatabaseUrl, log);
    return { url: config.serverDatabaseUrl, setupToken: null, close: async () => undefined };
  }
  const database = await openDatabase(config);
  const { server, shared } = await prepareDatabase(database.url, config, log);
  if (shared) log.warn(`server and worker have all rights of the database's owner: ${shared}`);
  const db = createPrisma(server, 1);
  const setupToken = await openSetup(db, new Date());
  await db.$disconnect();
  return { url: server, setupToken, close: database.close };
}

/** Whoever started this process may have started a trier, too, and hands messages on. */
function parentAsChannel(): Channel | null {
  const send = process.send?.bind(process);
  return send ? { send, hear: (listener) => void process.on('message', listener) } : null;
}

async function main(): Promise<void> {
  const atTheEnd = endWithParent();
  // Nothing that it makes is for other users of this machine.
  process.umask(0o077);
  const config = readConfig(await receiveSettings());
  const log = createLog('server', config.logLevel);
  const database = await findDatabase(config, log);
  const server = await startServer(config, database.url, log, {
    sources: process.argv.includes('--dev'),
    trierBy: parentAsChannel(),
  });
  log.info({ url: server.url }, 'listening');
  if (database.setupToken) log.info(`first administrator: ${server.url}/setup?token=${database.setupToken}`);
  atTheEnd(async () => {
    await server.close();
    await database.close();
  });
  process.send?.({ url: server.url });
}

main().catch(reportFatal);
