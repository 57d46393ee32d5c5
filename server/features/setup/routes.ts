import { Router } from 'express';
import { operations } from '../../../contract/index.ts';
import type { Deps } from '../../deps.ts';
import type { CsrfTokens } from '../../middleware/csrf.ts';
import { mount } from '../../middleware/mount.ts';
import { presentCourse } from '../courses/present.ts';
import type { Devices } from '../session/devices.ts';
import { presentSession } from '../session/present.ts';
import { startSession } from '../session/signIn.ts';
import { createAdministrator } from './createAdministrator.ts';
import { createCourse } from './createCourse.ts';
import { isOpenFor } from './setupLink.ts';

export function setupRoutes(deps: Deps, csrf: CsrfTokens, devices: Devices): Router {
  const router = Router();

  mount(router, deps, operations.getSetup, async ({ query, now }) => ({
    usable: isOpenFor(query.token, await deps.db.installation.findUnique({ where: { only: true } }), now),
  }));
  mount(router, deps, operations.createAdministrator, async ({ body, request, response, now }) => {
    const user = await createAdministrator(deps.db, { ...body, now });
    await startSession(devices, request, response, user);
    return presentSession(deps.db, user, csrf.tokenFor(request, response), now);
  });
  mount(router, deps, operations.createCourse, async ({ user, body }) =>
    presentCourse(await createCourse(deps.db, user.id, body)),
  );
  return router;
}
