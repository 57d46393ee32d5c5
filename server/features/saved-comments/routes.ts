import { Router } from 'express';
import { operations } from '../../../contract/index.ts';
import type { Deps } from '../../deps.ts';
import { mount } from '../../middleware/mount.ts';
import {
  changeSavedComment,
  countSavedComment,
  deleteSavedComment,
  listSavedComments,
  saveComment,
} from './savedComments.ts';

export function savedCommentRoutes(deps: Deps): Router {
  const router = Router();
  const { db } = deps;
  mount(router, deps, operations.listSavedComments, async ({ course }) => ({
    comments: await listSavedComments(db, course.id),
  }));
  mount(router, deps, operations.saveComment, async ({ course, user, now, body }) => ({
    comments: await saveComment(db, { courseId: course.id, userId: user.id, now }, body),
  }));
  mount(router, deps, operations.changeSavedComment, async ({ course, user, now, params, body }) => ({
    comments: await changeSavedComment(
      db,
      { courseId: course.id, userId: user.id, now },
      { ...body, id: params.savedCommentId },
    ),
  }));
  mount(router, deps, operations.deleteSavedComment, async ({ course, user, now, params, query }) => ({
    comments: await deleteSavedComment(
      db,
      { courseId: course.id, userId: user.id, now },
      { ...query, id: params.savedCommentId },
    ),
  }));
  mount(router, deps, operations.countSavedComment, async ({ course, params, body }) => {
    await countSavedComment(db, course.id, { id: params.savedCommentId, ...body });
    return {};
  });
  return router;
}
