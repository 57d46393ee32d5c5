import { Router } from 'express';
import { operations } from '../../../contract/index.ts';
import type { Deps } from '../../deps.ts';
import { mount } from '../../middleware/mount.ts';
import { getClassFaults } from './getClassFaults.ts';

export function classFaultRoutes(deps: Deps): Router {
  const router = Router();
  mount(router, deps, operations.getClassFaults, (subject) => getClassFaults(deps.db, subject));
  return router;
}
