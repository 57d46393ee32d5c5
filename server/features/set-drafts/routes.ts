import { Router } from 'express';
import { operations } from '../../../contract/index.ts';
import type { Deps } from '../../deps.ts';
import { mount } from '../../middleware/mount.ts';
import { discardSetDraft, getSetDraft, listSetDrafts, saveSetDraft, zipOf } from './setDrafts.ts';

/** As for publishing. */
const FILES_LIMIT = '8mb';

export function setDraftRoutes(deps: Deps): Router {
  const router = Router();
  const { db } = deps;
  mount(router, deps, operations.listSetDrafts, async ({ course }) => ({
    drafts: await listSetDrafts(db, course.id),
  }));
  mount(router, deps, operations.getSetDraft, ({ course, params }) => getSetDraft(db, course, params.draft));
  mount(
    router,
    deps,
    operations.saveSetDraft,
    ({ course, params, user, body, now }) =>
      saveSetDraft(db, course, { ...body, slug: params.draft, userId: user.id, now }),
    { limit: FILES_LIMIT },
  );
  mount(router, deps, operations.discardSetDraft, async ({ course, params, query, user }) => {
    await discardSetDraft(db, course, { slug: params.draft, ...query, userId: user.id });
    return { discarded: true as const };
  });
  mount(router, deps, operations.exportSetDraft, async ({ course, params, now, response }) => {
    const draft = await getSetDraft(db, course, params.draft);
    response.attachment(`${draft.set}.zip`);
    return zipOf(draft, now);
  });
  return router;
}
