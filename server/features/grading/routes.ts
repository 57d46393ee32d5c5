import { Router } from 'express';
import { operations } from '../../../contract/index.ts';
import type { Deps } from '../../deps.ts';
import { ApiError } from '../../errors.ts';
import { mount } from '../../middleware/mount.ts';
import { getGradingAnswer } from './getGradingAnswer.ts';
import { gradeAnswer, ungradeAnswer } from './gradeAnswer.ts';
import { listGradingAnswers } from './listGradingAnswers.ts';
import { listGradingQuestions } from './listGradingQuestions.ts';
import { archiveRubricItem, createRubricItem, editRubricItem, listRubricItems } from './rubricItems.ts';

export function gradingRoutes(deps: Deps): Router {
  const router = Router();
  const { db } = deps;

  mount(router, deps, operations.listGradingQuestions, async (call) => ({
    questions: await listGradingQuestions(db, call),
  }));
  mount(router, deps, operations.listGradingAnswers, async (call) => {
    const questions = await listGradingQuestions(db, call);
    const question = questions.find(({ id }) => id === call.params.question);
    if (!question) throw new ApiError('not_found', `There is no question ${call.params.question}.`);
    return { question, answers: await listGradingAnswers(db, call.assignment, question.id) };
  });
  mount(router, deps, operations.getGradingAnswer, (call) =>
    getGradingAnswer(db, call, call.params.question, { userId: call.user.id, now: call.now }),
  );
  mount(router, deps, operations.gradeAnswer, (call) =>
    gradeAnswer(db, call, call.params.question, { userId: call.user.id, now: call.now, input: call.body }),
  );
  mount(router, deps, operations.ungradeAnswer, async (call) => {
    await ungradeAnswer(db, call, call.params.question, { userId: call.user.id, ...call.query });
    return {};
  });

  mount(router, deps, operations.listRubricItems, async (call) => ({
    items: await listRubricItems(db, call, call.params.question),
  }));
  mount(router, deps, operations.createRubricItem, (call) =>
    createRubricItem(db, call, call.params.question, { userId: call.user.id, ...call.body }),
  );
  mount(router, deps, operations.editRubricItem, (call) =>
    editRubricItem(db, call, { userId: call.user.id, ...call.body }),
  );
  mount(router, deps, operations.archiveRubricItem, (call) =>
    archiveRubricItem(db, call, { userId: call.user.id, now: call.now }),
  );
  return router;
}
