import { Router } from 'express';
import { operations } from '../../../contract/index.ts';
import type { Deps } from '../../deps.ts';
import { mount } from '../../middleware/mount.ts';
import { addPerson } from './addPerson.ts';
import { changeEnrolment } from './changeEnrolment.ts';
import { importRoster } from './importRoster.ts';
import { listRoster } from './listRoster.ts';

export function rosterRoutes(deps: Deps): Router {
  const router = Router();
  const { db, news } = deps;
  mount(router, deps, operations.listRoster, ({ course }) => listRoster(db, course.id));
  mount(router, deps, operations.addPerson, ({ course, user, body, now }) => {
    const person = { section: '', studentId: '', ...body };
    return addPerson(db, course.id, { person, actorId: user.id, now });
  });
  mount(router, deps, operations.changeEnrolment, ({ course, user, params, body, now }) =>
    changeEnrolment(db, news, course.id, { userId: params.userId, change: body, actorId: user.id, now }),
  );
  mount(router, deps, operations.importRoster, ({ course, user, query, body, now }) =>
    importRoster(
      db,
      news,
      { courseId: course.id, actorId: user.id, now },
      { bytes: body, confirm: query.confirm },
    ),
  );
  return router;
}
