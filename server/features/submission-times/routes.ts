import { Router } from 'express';
import { operations } from '../../../contract/index.ts';
import type { Deps } from '../../deps.ts';
import { mount } from '../../middleware/mount.ts';
import { getSubmissionTimes } from './getSubmissionTimes.ts';

export function submissionTimeRoutes(deps: Deps): Router {
  const router = Router();
  mount(router, deps, operations.getSubmissionTimes, (subject) => getSubmissionTimes(deps.db, subject));
  return router;
}
