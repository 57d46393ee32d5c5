import { Router } from 'express';
import { operations } from '../../../contract/index.ts';
import type { Deps } from '../../deps.ts';
import { mount } from '../../middleware/mount.ts';
import { getGradingStatistics } from './getGradingStatistics.ts';
import {
  adoptSecondGrading,
  askForSecondGrading,
  decideSecondGrading,
  getSecondGrading,
  takeBackSecondGrading,
} from './secondGradings.ts';

export function gradingStatisticsRoutes(deps: Deps): Router {
  const router = Router();
  const { db } = deps;
  mount(router, deps, operations.getGradingStatistics, (call) => getGradingStatistics(db, call));
  mount(router, deps, operations.askForSecondGrading, async ({ user, now, act, params, body, ...call }) => ({
    asked: await askForSecondGrading(db, call, params.question, { ...body, userId: user.id, now, act }),
  }));
  mount(router, deps, operations.getSecondGrading, ({ user, params, ...call }) =>
    getSecondGrading(db, call, params.question, user.id),
  );
  mount(
    router,
    deps,
    operations.decideSecondGrading,
    ({ user, now, params, body: { seen, ...choice }, ...call }) =>
      decideSecondGrading(db, call, params.question, { choice, seen, userId: user.id, now }),
  );
  mount(router, deps, operations.takeBackSecondGrading, async ({ user, params, query, now, ...call }) => {
    await takeBackSecondGrading(db, call, params.question, { userId: user.id, now, seen: query.seen });
    return {};
  });
  mount(router, deps, operations.adoptSecondGrading, ({ user, now, params, body, ...call }) =>
    adoptSecondGrading(db, call, params.question, { ...body, userId: user.id, now }),
  );
  return router;
}
