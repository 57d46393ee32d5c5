import { Router } from 'express';
import { operations } from '../../../contract/index.ts';
import type { Deps } from '../../deps.ts';
import { mount } from '../../middleware/mount.ts';
import { getGradingStatistics } from './getGradingStatistics.ts';

export function gradingStatisticsRoutes(deps: Deps): Router {
  const router = Router();
  mount(router, deps, operations.getGradingStatistics, (call) => getGradingStatistics(deps.db, call));
  return router;
}
