import { defineConfig } from 'prisma/config';

/**
 * Prisma downloads its engines when it does not find them, and `generate` needs none: any program that fails will
 * do. (Never one that succeeds, `migrate deploy` would believe it.) To write migrations, set the variable to a real
 * schema engine.
 */
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= '/bin/false';

export default defineConfig({
  schema: 'prisma/schema',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env.DATABASE_URL ?? '' },
});
