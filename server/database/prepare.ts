import type { Config } from '../config.ts';
import type { Log } from '../log.ts';
import { openGradingQueue } from '../queue/gradingQueue.ts';
import { migrate } from './migrate.ts';
import { prepareRoles } from './roles.ts';
import type { RoleUrls } from './roles.ts';

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
