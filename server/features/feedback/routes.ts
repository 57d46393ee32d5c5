import { Router } from 'express';
import { operations } from '../../../contract/index.ts';
import type { Deps } from '../../deps.ts';
import { mount } from '../../middleware/mount.ts';
import { getFeedback } from './getFeedback.ts';

export function feedbackRoutes(deps: Deps): Router {
  const router = Router();
  mount(router, deps, operations.getFeedback, (call) =>
    getFeedback(deps.db, call, { userId: call.user.id, now: call.now }),
  );
  return router;
}
