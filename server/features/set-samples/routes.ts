import { Router } from 'express';
import { operations } from '../../../contract/index.ts';
import type { Deps } from '../../deps.ts';
import { mount } from '../../middleware/mount.ts';
import { SampleRuns } from './runSamples.ts';

/** As for publishing. */
const FILES_LIMIT = '8mb';

export function setSampleRoutes(deps: Deps): Router {
  const router = Router();
  const runs = new SampleRuns(deps);
  mount(
    router,
    deps,
    operations.runSamples,
    ({ body, user, signal }) => runs.runNext({ upload: body, userId: user.id, signal }),
    { limit: FILES_LIMIT },
  );
  return router;
}
