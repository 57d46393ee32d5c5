import { Router } from 'express';
import { operations } from '../../../contract/index.ts';
import { MAX_IMPORT_BYTES } from '../../../contract/tex.ts';
import { texTemplate } from '../../../grader/tex/template.ts';
import type { Deps } from '../../deps.ts';
import { mount } from '../../middleware/mount.ts';
import { Turns } from '../../middleware/turns.ts';
import { exportTex } from './exportTex.ts';
import { importTex } from './importTex.ts';
import { UploadReader } from './readUpload.ts';

export function texRoutes(deps: Deps): Router {
  const router = Router();
  const { db } = deps;
  const reader = new UploadReader();
  const exports = new Turns();

  mount(router, deps, operations.getTexTemplate, async ({ assignment, version, response }) => {
    response.attachment(`${assignment.slug}.tex`);
    return texTemplate({ ...version.definition, dueAt: assignment.dueAt.toISOString() });
  });
  mount(
    router,
    deps,
    operations.importTex,
    (call) =>
      importTex(db, reader, call, {
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
    const { fileName, bytes } = await exportTex(db, call);
    call.response.attachment(fileName);
    return bytes;
  });
  return router;
}
