import { Router } from 'express';
import { operations } from '../../../contract/index.ts';
import type { Deps } from '../../deps.ts';
import { mount } from '../../middleware/mount.ts';
import { compareTwo, listSimilarWork } from './listSimilarWork.ts';

export function similarityRoutes(deps: Deps): Router {
  const router = Router();
  const { db } = deps;
  mount(router, deps, operations.listSimilarWork, ({ query, user, now, ...subject }) =>
    listSimilarWork(db, subject, { ...query, userId: user.id, now }),
  );
  mount(router, deps, operations.compareWork, ({ params, query, user, now, ...subject }) =>
    compareTwo(db, subject, {
      left: params.left,
      right: params.right,
      work: query.work,
      userId: user.id,
      now,
    }),
  );
  return router;
}
