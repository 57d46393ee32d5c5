import { Router } from 'express';
import { operations } from '../../../contract/index.ts';
import { openApiDocument } from '../../../contract/openapi.ts';
import type { Deps } from '../../deps.ts';
import { mount } from '../../middleware/mount.ts';

export function healthRoutes(deps: Deps): Router {
  const router = Router();
  const document = openApiDocument();

  mount(router, deps, operations.getHealth, async ({ now }) => {
    const database = await deps.db.$queryRaw`SELECT 1`.then(
      () => true,
      () => false,
    );
    return {
      status: database ? ('ok' as const) : ('degraded' as const),
      database,
      serverTime: now.toISOString(),
    };
  });
  mount(router, deps, operations.getOpenApi, async () => document);
  return router;
}
