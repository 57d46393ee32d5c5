import { Router } from 'express';
import { operations } from '../../../contract/index.ts';
import type { Deps } from '../../deps.ts';
import { mount } from '../../middleware/mount.ts';
import { archiveCourse } from './archiveCourse.ts';
import { copyCourse } from './copyCourse.ts';
import { describeCourse } from './describeCourse.ts';
import { presentCourse } from './present.ts';

export function courseRoutes(deps: Deps): Router {
  const router = Router();
  mount(router, deps, operations.getCourse, async ({ course, role }) => ({ ...presentCourse(course), role }));
  mount(router, deps, operations.copyCourse, async ({ course, user, body, now }) => {
    const { shiftDays, ...data } = body;
    return presentCourse(await copyCourse(deps.db, course, { data, shiftDays, userId: user.id, now }));
  });
  mount(router, deps, operations.describeCourse, ({ course, user, body, now }) => {
    const { seen, preview, ...words } = body;
    return describeCourse(deps.db, deps.news, course.id, { words, seen, preview, actorId: user.id, now });
  });
  mount(router, deps, operations.archiveCourse, ({ course, user, body, now }) =>
    archiveCourse(deps.db, deps.news, course, { ...body, actorId: user.id, now }),
  );
  return router;
}
