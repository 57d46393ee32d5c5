/**
 * Three projects: `unit` needs nothing, `server` a real PostgreSQL, `e2e` a browser too.
 * Run with Node's `--experimental-vm-modules` (`npm run jest -- --selectProjects unit`).
 */
import type { Config } from 'jest';

type Project = NonNullable<Config['projects']>[number] & object;

const swc = (tsx: boolean): [string, Record<string, unknown>] => [
  '@swc/jest',
  {
    jsc: {
      parser: { syntax: 'typescript', tsx },
      target: 'es2023',
      transform: { react: { runtime: 'automatic' } },
    },
    module: { type: 'es6' },
  },
];

const shared: Project = {
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: { '\\.ts$': swc(false), '\\.tsx$': swc(true) },
  modulePathIgnorePatterns: ['<rootDir>/client/dist/', '<rootDir>/data/'],
};

const config: Config = {
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['<rootDir>/tests/**/*.test.{ts,tsx}'],
      testPathIgnorePatterns: ['/node_modules/', '<rootDir>/tests/server/', '<rootDir>/tests/e2e/'],
    },
    {
      ...shared,
      displayName: 'server',
      testMatch: ['<rootDir>/tests/server/**/*.test.ts'],
      globalSetup: '<rootDir>/tests/support/serverSetup.ts',
      globalTeardown: '<rootDir>/tests/support/serverTeardown.ts',
    },
    {
      ...shared,
      displayName: 'e2e',
      testEnvironment: '<rootDir>/tests/e2e/environment.ts',
      testMatch: ['<rootDir>/tests/e2e/**/*.test.ts'],
      globalSetup: '<rootDir>/tests/support/serverSetup.ts',
      globalTeardown: '<rootDir>/tests/support/serverTeardown.ts',
    },
  ],
  // Nothing but a way to end what hangs: how long a thing takes decides no test.
  testTimeout: 600_000,
};

export default config;
