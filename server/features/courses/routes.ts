import { Router } from 'express';
import { operations } from '../../../contract/index.ts';
import type { Deps } from '../../deps.ts';
import { mount } from '../../middleware/mount.ts';
import { presentCourse } from './present.ts';

export function courseRoutes(deps: Deps): Router {
  const router = Router();
  mount(router, deps, operations.getCourse, async ({ course, role }) => ({ ...presentCourse(course), role }));
  return router;
}
