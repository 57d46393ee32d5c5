import { Router } from 'express';
import { operations } from '../../../contract/index.ts';
import type { Deps } from '../../deps.ts';
import { mount } from '../../middleware/mount.ts';
import { compareTwo, listSimilarWork } from './listSimilarWork.ts';

export function similarityRoutes(deps: Deps): Router {
  const router = Router();
  const { db } = deps;
  mount(router, deps, operations.listSimilarWork, ({ query, user, ...subject }) =>
    listSimilarWork(db, subject, { ...query, userId: user.id }),
  );
  mount(router, deps, operations.compareWork, ({ params, query, user, ...subject }) =>
    compareTwo(db, subject, { left: params.left, right: params.right, work: query.work, userId: user.id }),
  );
  return router;
}
