import { Router } from 'express';
import { operations } from '../../../contract/index.ts';
import type { Deps } from '../../deps.ts';
import { mount } from '../../middleware/mount.ts';
import { searchCourse } from './searchCourse.ts';

export function searchRoutes(deps: Deps): Router {
  const router = Router();
  mount(router, deps, operations.searchCourse, ({ course, user, role, query, now }) =>
    searchCourse(deps, course, {
      text: query.text,
      student: role === 'student' ? { userId: user.id, now } : null,
    }),
  );
  return router;
}
