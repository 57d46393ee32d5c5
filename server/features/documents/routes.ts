import { Router } from 'express';
import { operations } from '../../../contract/index.ts';
import type { Deps } from '../../deps.ts';
import { mount } from '../../middleware/mount.ts';
import { personThrottle } from '../../middleware/throttle.ts';
import { getDocumentAt, listHistory, presentTexts } from './history.ts';
import { readTexts } from './log.ts';
import { ensureMyDocument } from './openDocument.ts';
import { restoreText } from './restoreText.ts';
import { writeText } from './writeText.ts';

const WRITES_A_MINUTE = 240;
const RESTORES_A_MINUTE = 60;

export function documentRoutes(deps: Deps): Router {
  const router = Router();
  const { db, news } = deps;

  mount(router, deps, operations.getDocument, async (call) => {
    const group = await ensureMyDocument(db, call, { userId: call.user.id, now: call.now });
    const { texts, seq } = await readTexts(db, group, { person: call.user.id });
    return { group, seq, texts: presentTexts(texts, call) };
  });
  mount(
    router,
    deps,
    operations.writeText,
    (call) =>
      writeText(db, news, call, { userId: call.user.id, now: call.now, key: call.params.key, ...call.body }),
    {
      guards: [
        personThrottle(WRITES_A_MINUTE, 'You saved very often in the last minute. Please wait a minute.'),
      ],
    },
  );
  mount(
    router,
    deps,
    operations.restoreText,
    (call) =>
      restoreText(db, news, call, {
        userId: call.user.id,
        now: call.now,
        key: call.params.key,
        ...call.body,
      }),
    {
      guards: [
        personThrottle(
          RESTORES_A_MINUTE,
          'You put back very many texts in the last minute. Nothing is lost; please wait a minute.',
        ),
      ],
    },
  );
  mount(router, deps, operations.listHistory, async (call) => ({
    entries: await listHistory(db, call, call.user.id),
  }));
  mount(router, deps, operations.getDocumentAt, (call) =>
    getDocumentAt(db, call, { userId: call.user.id, ...call.params }),
  );
  return router;
}
