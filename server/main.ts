/** The server alone: `node server/main.ts [--dev]`. `npm start` brings up all of Stepwise. */
import { readConfig } from './config.ts';
import { migrate } from './database/migrate.ts';
import { openDatabase } from './database/open.ts';
import { reportFatal } from './errors.ts';
import { createLog } from './log.ts';
import { startServer } from './startServer.ts';

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const log = createLog('server', config.logLevel);
  const database = await openDatabase(config);
  await migrate(database.url);
  const server = await startServer(config, database.url, log, { sources: process.argv.includes('--dev') });
  log.info({ url: server.url }, 'listening');

  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    await server.close();
    await database.close();
    process.exit(0);
  };
  process.on('SIGINT', () => void stop()).on('SIGTERM', () => void stop());
}

main().catch(reportFatal);
