import { Router } from 'express';
import { operations } from '../../../contract/index.ts';
import type { Deps } from '../../deps.ts';
import { mount } from '../../middleware/mount.ts';
import { dissolveAnswerGroup, formAnswerGroup } from './formAnswerGroup.ts';
import { gradeAnswerGroup, ungradeAnswerGroup } from './gradeAnswerGroup.ts';
import { listAnswerGroups } from './listAnswerGroups.ts';

export function answerGroupRoutes(deps: Deps): Router {
  const router = Router();
  const { db } = deps;

  mount(router, deps, operations.listAnswerGroups, (call) =>
    listAnswerGroups(db, call, call.params.question, call.user.id),
  );
  mount(router, deps, operations.formAnswerGroup, async (call) => ({
    id: await formAnswerGroup(db, call, call.params.question, { userId: call.user.id, ...call.body }),
  }));
  mount(router, deps, operations.dissolveAnswerGroup, async ({ user, params, ...call }) => {
    const { question, answerGroupId } = params;
    await dissolveAnswerGroup(db, call, question, { userId: user.id, answerGroupId });
    return {};
  });
  mount(router, deps, operations.gradeAnswerGroup, ({ user, now, ...call }) =>
    gradeAnswerGroup(db, call, call.params.question, { userId: user.id, now }, call.body),
  );
  mount(router, deps, operations.ungradeAnswerGroup, ({ user, now, body, ...call }) =>
    ungradeAnswerGroup(db, call, call.params.question, { userId: user.id, now, answers: body.answers }),
  );
  return router;
}
