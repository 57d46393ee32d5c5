import { Router } from 'express';
import { operations } from '../../../contract/index.ts';
import type { Deps } from '../../deps.ts';
import { mount } from '../../middleware/mount.ts';
import { importScores } from './importScores.ts';
import { listScoreImports, undoScoreImport } from './undoScoreImport.ts';

/** A large class, all sets, a line each. */
const FILE_LIMIT = '10mb';

export function scoreImportRoutes(deps: Deps): Router {
  const router = Router();
  const { db } = deps;
  mount(
    router,
    deps,
    operations.importScores,
    ({ course, user, query, body, now }) =>
      importScores(
        db,
        { courseId: course.id, actorId: user.id, now },
        { bytes: body, assignment: query.assignment, confirm: query.confirm },
      ),
    { limit: FILE_LIMIT },
  );
  mount(router, deps, operations.listScoreImports, ({ course }) => listScoreImports(db, course.id));
  mount(router, deps, operations.undoScoreImport, ({ course, user, params, now }) =>
    undoScoreImport(db, course.id, { importId: params.importId, userId: user.id, now }),
  );
  return router;
}
