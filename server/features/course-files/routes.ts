import { Router } from 'express';
import { operations } from '../../../contract/index.ts';
import type { Deps } from '../../deps.ts';
import { ApiError } from '../../errors.ts';
import { mount } from '../../middleware/mount.ts';
import { personThrottle } from '../../middleware/throttle.ts';
import { presentCourse } from '../courses/present.ts';
import { deleteCourse, listAllCourses } from './deleteCourse.ts';
import { exportCourse } from './exportCourse.ts';
import { importCourse } from './importCourse.ts';

const seldom = personThrottle(6, 'You exported several times within a minute. Wait a minute and try again.');

export function courseFileRoutes(deps: Deps): Router {
  const router = Router();
  const { db, news } = deps;
  mount(
    router,
    deps,
    operations.exportCourse,
    async ({ course, now, response }) => {
      const zip = await exportCourse(db, course, now);
      response.attachment(`${course.slug}-${now.toISOString().slice(0, 10)}.zip`);
      return zip;
    },
    { guards: [seldom] },
  );
  mount(
    router,
    deps,
    operations.importCourse,
    async ({ body, query, user, now }) => {
      const act = { slug: query.slug, actorId: user.id, now };
      const { course, passwordsEnded } = await importCourse(db, body, act);
      for (const { id } of passwordsEnded) news.tell({ kind: 'signedOut', person: id });
      return { ...presentCourse(course), passwordsEnded };
    },
    { limit: '1gb' },
  );
  mount(router, deps, operations.deleteCourse, async ({ course, user, body }) => {
    await deleteCourse(db, course, { ...body, action: 'deleteCourse', actorId: user.id });
    return { deleted: true as const };
  });
  mount(router, deps, operations.listAllCourses, async () => ({ courses: await listAllCourses(db) }));
  mount(router, deps, operations.deleteAnyCourse, async ({ user, body }) => {
    const course = await db.course.findUnique({ where: { slug: body.course } });
    if (!course) throw new ApiError('not_found', `There is no course ${body.course}.`);
    await deleteCourse(db, course, {
      confirmation: body.confirmation,
      action: 'deleteAnyCourse',
      actorId: user.id,
    });
    return { deleted: true as const };
  });
  return router;
}
