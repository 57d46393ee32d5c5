import { Router } from 'express';
import { operations } from '../../../contract/index.ts';
import type { Deps } from '../../deps.ts';
import { mount } from '../../middleware/mount.ts';
import { DRAFT, presentDraft } from './present.ts';
import { saveDraft } from './saveDraft.ts';

export function draftRoutes(deps: Deps): Router {
  const router = Router();
  const { db } = deps;

  mount(router, deps, operations.listDrafts, async ({ assignment, user }) => {
    const drafts = await db.draft.findMany({
      where: { group: { assignmentId: assignment.id, members: { some: { userId: user.id } } } },
      select: DRAFT,
      orderBy: { key: 'asc' },
    });
    return { drafts: drafts.map(presentDraft) };
  });
  mount(router, deps, operations.saveDraft, (call) =>
    saveDraft(db, call, { key: call.params.key, ...call.body, userId: call.user.id, now: call.now }),
  );
  return router;
}
