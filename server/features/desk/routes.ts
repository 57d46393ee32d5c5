import { Router } from 'express';
import { operations } from '../../../contract/index.ts';
import type { Deps } from '../../deps.ts';
import { mount } from '../../middleware/mount.ts';
import { divideQuestion } from './division.ts';
import { getGradingProgress } from './getGradingProgress.ts';
import { markAnswer } from './marks.ts';

export function deskRoutes(deps: Deps): Router {
  const router = Router();
  const { db } = deps;
  mount(router, deps, operations.markAnswer, ({ user, now, params, body, ...call }) =>
    markAnswer(db, call, params.question, { ...body, userId: user.id, now }),
  );
  mount(router, deps, operations.getGradingProgress, ({ veil, user, ...call }) =>
    getGradingProgress(db, call, { hidesSections: veil !== null, userId: user.id }),
  );
  mount(router, deps, operations.divideQuestion, async ({ user, now, params, body, ...call }) => {
    await divideQuestion(db, call, params.question, { ...body, userId: user.id, now });
    return { division: body.division };
  });
  return router;
}
