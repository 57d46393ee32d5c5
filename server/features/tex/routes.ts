import { Router } from 'express';
import { operations } from '../../../contract/index.ts';
import { MAX_IMPORT_BYTES } from '../../../contract/tex.ts';
import type { Deps } from '../../deps.ts';
import { mount } from '../../middleware/mount.ts';
import { Turns } from '../../middleware/turns.ts';
import { runTask } from '../../tasks/index.ts';
import { exportTex } from './exportTex.ts';
import { importTex } from './importTex.ts';

export function texRoutes(deps: Deps): Router {
  const router = Router();
  const { db } = deps;
  const exports = new Turns();

  mount(router, deps, operations.getTexTemplate, async ({ assignment, version, user, response }) => {
    response.attachment(`${assignment.slug}.tex`);
    const sheet = { ...version.definition, dueAt: assignment.dueAt.toISOString() };
    return runTask('texTemplate', sheet, user.id);
  });
  mount(
    router,
    deps,
    operations.importTex,
    (call) =>
      importTex(db, call, {
        file: call.query.file,
        bytes: call.body,
        userId: call.user.id,
        now: call.now,
      }),
    { limit: `${MAX_IMPORT_BYTES}b` },
  );
  mount(router, deps, operations.exportTex, async (call) => {
    // A zip of 50 MB stays in memory until its reader has it all.
    const endTurn = await exports.take(call.user.id);
    if (call.signal.aborted) {
      endTurn();
      return new Uint8Array();
    }
    call.signal.addEventListener('abort', endTurn, { once: true });
    const { fileName, bytes } = await exportTex(db, call, { userId: call.user.id, veil: call.veil });
    call.response.attachment(fileName);
    return bytes;
  });
  return router;
}
