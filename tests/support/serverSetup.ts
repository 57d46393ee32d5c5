/** Before the server tests: their database, where whoever runs them has not prepared one for several runs. */
import { remember } from './setupState.ts';
import { prepareTestDatabase } from './testDatabase.ts';

export default async function serverSetup(): Promise<void> {
  if (process.env.TEST_TEMPLATE) return;
  const database = await prepareTestDatabase();
  Object.assign(process.env, database.environment);
  remember(database);
}
