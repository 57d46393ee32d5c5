import type { Config } from '../config.ts';
import type { Log } from '../log.ts';
import { openGradingQueue } from './gradingQueue.ts';
import { migrate } from '../database/migrate.ts';
import { prepareRoles } from '../database/roles.ts';
import type { RoleUrls } from '../database/roles.ts';

/** Everything that only the owner of the database may do: migrations, the queue's schema, roles and their rights. */
export async function prepareDatabase(
  ownerUrl: string,
  config: Pick<Config, 'serverDatabaseUrl' | 'workerDatabaseUrl'>,
  log: Log,
): Promise<RoleUrls> {
  await migrate(ownerUrl);
  await (await openGradingQueue(ownerUrl, log)).close();
  const { serverDatabaseUrl: server, workerDatabaseUrl: worker } = config;
  return prepareRoles(ownerUrl, { server, worker });
}
