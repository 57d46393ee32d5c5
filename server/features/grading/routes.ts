import { Router } from 'express';
import { operations } from '../../../contract/index.ts';
import type { Deps } from '../../deps.ts';
import { mount } from '../../middleware/mount.ts';
import { getGradingAnswer } from './getGradingAnswer.ts';
import { getSolution } from './getSolution.ts';
import { gradeAnswer, ungradeAnswer } from './gradeAnswer.ts';
import { listGradingAnswers } from './listGradingAnswers.ts';
import { listGradingQuestions } from './listGradingQuestions.ts';
import { noSuchQuestion, questionOf } from './questionOf.ts';
import { claimAnswer, nextAnswer, releaseClaims } from './claims.ts';
import { tellOfClaims, watchAnswers } from './answerNews.ts';
import { changeRubricGroup, changeRubricItem } from './changeRubric.ts';
import { createRubricItem, listRubricItems } from './rubricItems.ts';
import { undoGrading } from './undoGrading.ts';

export function gradingRoutes(deps: Deps): Router {
  const router = Router();
  const { db } = deps;

  mount(router, deps, operations.listGradingQuestions, async (call) => ({
    questions: await listGradingQuestions(db, call),
  }));
  mount(router, deps, operations.listGradingAnswers, async (call) => {
    const questions = await listGradingQuestions(db, call);
    const question = questions.find(({ id }) => id === call.params.question);
    if (!question) throw noSuchQuestion(call.params.question);
    return {
      question,
      answers: await listGradingAnswers(db, call.assignment, question, { hidesSections: call.veil !== null }),
    };
  });
  mount(router, deps, operations.getSolution, (call) => getSolution(db, call, call.params.question));
  mount(router, deps, operations.getGradingAnswer, (call) =>
    getGradingAnswer(db, call, call.params.question, {
      userId: call.user.id,
      role: call.role,
      now: call.now,
    }),
  );
  mount(router, deps, operations.gradeAnswer, async (call) => {
    const { user, now, body: input, assignment, submission } = call;
    const grade = await gradeAnswer(db, call, call.params.question, { userId: user.id, now, input });
    // What is graded is held no more.
    const holder = { assignmentId: assignment.id, questionId: call.params.question, userId: user.id };
    tellOfClaims(deps.news, holder, [submission.id]);
    return grade;
  });
  mount(router, deps, operations.ungradeAnswer, async (call) => {
    await ungradeAnswer(db, call, call.params.question, {
      userId: call.user.id,
      now: call.now,
      ...call.query,
    });
    return {};
  });

  mount(router, deps, operations.listRubricItems, (call) => listRubricItems(db, call, call.params.question));
  mount(router, deps, operations.createRubricItem, (call) =>
    createRubricItem(db, call, call.params.question, { ...call.body, userId: call.user.id, act: call.act }),
  );
  mount(
    router,
    deps,
    operations.previewRubricItem,
    async ({ user, now, body, ...call }) =>
      (
        await changeRubricItem(db, call, body, {
          operation: 'editRubricItem',
          userId: user.id,
          now,
          preview: true,
        })
      ).effects,
  );
  mount(
    router,
    deps,
    operations.editRubricItem,
    async ({ user, now, body: { token, ...change }, ...call }) => {
      const by = { operation: 'editRubricItem', userId: user.id, now, token } as const;
      const { result, effects } = await changeRubricItem(db, call, change, by);
      return { item: result, affectedAnswers: effects.changes.length };
    },
  );
  mount(router, deps, operations.archiveRubricItem, async ({ user, now, ...call }) => {
    const by = { operation: 'archiveRubricItem', userId: user.id, now } as const;
    const { result } = await changeRubricItem(db, call, { archived: true }, by);
    return { item: result, affectedAnswers: 0 };
  });
  mount(router, deps, operations.previewRubricGroup, async ({ user, now, params, body, ...call }) => {
    const by = { operation: 'setRubricGroup', userId: user.id, now, preview: true } as const;
    return (await changeRubricGroup(db, call, params.question, body, by)).effects;
  });
  mount(
    router,
    deps,
    operations.setRubricGroup,
    async ({ user, now, params, body: { token, ...rules }, ...call }) => {
      const by = { operation: 'setRubricGroup', userId: user.id, now, token } as const;
      const { result, effects } = await changeRubricGroup(db, call, params.question, rules, by);
      return { group: result, affectedAnswers: effects.changes.length };
    },
  );

  mount(
    router,
    deps,
    operations.streamAnswers,
    ({ assignment, version, user, params: { question: questionId }, query: { after }, signal }) => {
      questionOf(version.definition, questionId);
      const place = { assignmentId: assignment.id, questionId, userId: user.id };
      return watchAnswers(deps.news, place, { after, signal });
    },
    { event: 'answers' },
  );
  mount(router, deps, operations.claimAnswer, ({ user, now, params, body, ...call }) =>
    claimAnswer(deps, call, params.question, { userId: user.id, now, page: body.page, held: body.hold }),
  );
  mount(router, deps, operations.nextAnswer, ({ user, role, now, params, body, ...call }) =>
    nextAnswer(deps, call, params.question, { userId: user.id, role, now, ...body }),
  );
  mount(router, deps, operations.releaseClaims, async ({ user, now, params, query, ...call }) => {
    await releaseClaims(deps, call, params.question, { userId: user.id, now, page: query.page });
    return {};
  });
  mount(router, deps, operations.undoGrading, ({ user, now, act, ...call }) =>
    undoGrading(db, call, { userId: user.id, now, act }),
  );
  return router;
}
