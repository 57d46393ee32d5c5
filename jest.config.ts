/** Three projects: `unit` needs nothing, `server` a real PostgreSQL, `e2e` a browser too. */
import type { Config } from 'jest';

type Project = NonNullable<Config['projects']>[number] & object;

/**
 * In Node itself, which runs TypeScript, instead of in a context of Jest's for each file: there what computes takes two to
 * five times as long, and every file loads the whole of the server anew. The price: files share their modules.
 */
const bare: Project = {
  rootDir: import.meta.dirname,
  extensionsToTreatAsEsm: ['.ts'],
  modulePathIgnorePatterns: ['<rootDir>/client/dist/', '<rootDir>/data/'],
  runner: 'jest-light-runner/child-process',
  transform: {},
  setupFiles: ['<rootDir>/tests/support/bare/setup.ts'],
  setupFilesAfterEnv: ['<rootDir>/tests/support/bare/limits.ts'],
};

const config: Config = {
  projects: [
    {
      ...bare,
      displayName: 'unit',
      testMatch: ['<rootDir>/tests/**/*.test.ts'],
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
      ...bare,
      displayName: 'e2e',
      // What fails by taking too long shows its pages, too.
      setupFilesAfterEnv: ['<rootDir>/tests/e2e/failures.ts', '<rootDir>/tests/support/bare/limits.ts'],
      testMatch: ['<rootDir>/tests/e2e/**/*.test.ts'],
      globalSetup: '<rootDir>/tests/support/serverSetup.ts',
      globalTeardown: '<rootDir>/tests/support/serverTeardown.ts',
    },
  ],
};

export default config;
