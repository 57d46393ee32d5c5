import { Router } from 'express';
import { operations } from '../../../contract/index.ts';
import type { Deps } from '../../deps.ts';
import { mount } from '../../middleware/mount.ts';
import { addInlineComment, changeInlineComment, listInlineComments } from './write.ts';

export function inlineCommentRoutes(deps: Deps): Router {
  const router = Router();
  const { db } = deps;
  mount(router, deps, operations.listInlineComments, async (call) => ({
    comments: await listInlineComments(db, call, call.params.question),
  }));
  mount(router, deps, operations.addInlineComment, async ({ user, role, now, body, params, ...call }) => ({
    comments: await addInlineComment(db, call, params.question, { ...body, userId: user.id, role, now }),
  }));
  mount(router, deps, operations.editInlineComment, async ({ user, role, now, body, params, ...call }) => ({
    comments: await changeInlineComment(db, call, params.question, {
      ...body,
      commentId: params.commentId,
      userId: user.id,
      role,
      now,
    }),
  }));
  mount(
    router,
    deps,
    operations.removeInlineComment,
    async ({ user, role, now, query, params, ...call }) => ({
      comments: await changeInlineComment(db, call, params.question, {
        ...query,
        text: null,
        commentId: params.commentId,
        userId: user.id,
        role,
        now,
      }),
    }),
  );
  return router;
}
