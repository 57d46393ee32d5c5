/**
 * Three projects: `unit` needs nothing, `server` a real PostgreSQL, `e2e` a browser too.
 * Run with Node's `--experimental-vm-modules` (`npm run jest -- --selectProjects unit`), which `e2e` needs.
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

/**
 * In Node itself, which runs TypeScript, instead of in a context of Jest's for each file: there what computes takes two to
 * five times as long, and every file loads the whole of the server anew. The price: files share their modules.
 */
const bare: Project = {
  ...shared,
  runner: 'jest-light-runner/child-process',
  transform: {},
  setupFiles: ['<rootDir>/tests/support/bare/setup.ts'],
};

const config: Config = {
  projects: [
    {
      ...bare,
      displayName: 'unit',
      testMatch: ['<rootDir>/tests/**/*.test.{ts,tsx}'],
      testPathIgnorePatterns: ['/node_modules/', '<rootDir>/tests/server/', '<rootDir>/tests/e2e/'],
    },
    {
      ...bare,
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
