import { Router } from 'express';
import { operations } from '../../../contract/index.ts';
import type { Deps } from '../../deps.ts';
import { mount } from '../../middleware/mount.ts';
import { grantExtension, revokeExtension } from './changeExtensions.ts';
import { listExtensions } from './listExtensions.ts';

export function extensionRoutes(deps: Deps): Router {
  const router = Router();
  const { db, news } = deps;
  mount(router, deps, operations.listExtensions, ({ assignment }) => listExtensions(db, assignment.row));
  mount(router, deps, operations.grantExtension, (call) =>
    grantExtension(db, news, call, { ...call.body, actorId: call.user.id, now: call.now }),
  );
  mount(router, deps, operations.revokeExtension, (call) =>
    revokeExtension(db, news, call, {
      id: call.params.extensionId,
      actorId: call.user.id,
      now: call.now,
      preview: call.query.preview === 'true',
    }),
  );
  return router;
}
