import { Router } from 'express';
import { operations } from '../../../contract/index.ts';
import type { Deps } from '../../deps.ts';
import { mount } from '../../middleware/mount.ts';
import { anonymousIn } from '../../middleware/veil.ts';
import { getStudent } from './getStudent.ts';
import { addNote, removeNote } from './notes.ts';

export function studentRoutes(deps: Deps): Router {
  const router = Router();
  const { db } = deps;
  mount(router, deps, operations.getStudent, async ({ course, params, role, now }) =>
    getStudent(
      db,
      { courseId: course.id, userId: params.userId },
      { now, anonymous: await anonymousIn(db, course.id, { role, now }) },
    ),
  );
  mount(router, deps, operations.addNote, async ({ course, params, user, body, act, now }) => ({
    notes: await addNote(
      db,
      { courseId: course.id, userId: params.userId },
      { text: body.text, actorId: user.id, act, now },
    ),
  }));
  mount(router, deps, operations.removeNote, async ({ course, params, user }) => ({
    notes: await removeNote(
      db,
      { courseId: course.id, userId: params.userId },
      { id: params.noteId, actorId: user.id },
    ),
  }));
  return router;
}
