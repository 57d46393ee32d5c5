import { Router } from 'express';
import { operations } from '../../../contract/index.ts';
import { openApiDocument } from '../../../contract/openapi.ts';
import { TROUBLES } from '../../database/trouble.ts';
import type { Deps } from '../../deps.ts';
import { mount } from '../../middleware/mount.ts';

function mailSeen({ mail }: Deps) {
  const seen = mail.seen();
  return seen && { mode: mail.mode, ...seen };
}

export function healthRoutes(deps: Deps): Router {
  const router = Router();
  const document = openApiDocument();

  mount(router, deps, operations.getHealth, async ({ now }) => {
    const trouble = await deps.watch.trouble();
    return {
      status: trouble ? ('degraded' as const) : ('ok' as const),
      database: trouble !== 'unreachable',
      reason: trouble && TROUBLES[trouble].operators,
      mail: mailSeen(deps),
      serverTime: now.toISOString(),
    };
  });
  mount(router, deps, operations.getOpenApi, async () => document);
  return router;
}
