/** What the parts of Stepwise are told by their environment. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import {
  SECRETS,
  serverEnvironment,
  serverPart,
  trierPart,
  workerEnvironment,
  workerPart,
} from '../../scripts/lib/parts.ts';

/** In the operator's own environment, and nothing of ours. */
const FOREIGN = 'DEPLOY_TOKEN';

const before = process.env;
beforeEach(() => {
  process.env = { ...before, LOG_LEVEL: 'warn' };
  for (const name of [...SECRETS, FOREIGN]) process.env[name] = `secret of ${name}`;
});
afterEach(() => {
  process.env = before;
});

const secretsIn = (environment: NodeJS.ProcessEnv) =>
  Object.entries(environment).filter(
    ([name, value]) => SECRETS.includes(name) || value?.includes('secret of'),
  );

test('worker and trier hold what they need and no secret', () => {
  const parts = [workerPart({ account: null, settings: {} }), trierPart({ account: null })];
  for (const environment of [workerEnvironment(), ...parts.map((part) => part.environment)]) {
    expect(secretsIn(environment)).toEqual([]);
    expect(environment).toMatchObject({ PATH: before.PATH, LOG_LEVEL: 'warn' });
  }
});

test('the server holds what the operator set and no secret of ours', () => {
  const part = serverPart({ account: null, settings: {} });
  for (const environment of [serverEnvironment(), part.environment])
    expect(secretsIn(environment)).toEqual([[FOREIGN, `secret of ${FOREIGN}`]]);
});
