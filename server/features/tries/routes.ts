import { Router } from 'express';
import { operations } from '../../../contract/index.ts';
import type { Deps } from '../../deps.ts';
import { mount } from '../../middleware/mount.ts';
import { personThrottle } from '../../middleware/throttle.ts';
import type { SubmissionsAhead } from './submissionsAhead.ts';
import { ownTrial, Tries } from './tryCode.ts';

/** Answers from memory included; how many texts are played, `tryCode.ts` says. */
const REQUESTS_A_MINUTE = 240;

export function tryRoutes(deps: Deps, ahead: SubmissionsAhead): Router {
  const router = Router();
  const tries = new Tries(deps, ahead);
  mount(
    router,
    deps,
    operations.tryCode,
    async ({ params, body, user, signal, ...subject }) => ({
      outcome: await tries.tryCode(subject, params.question, { userId: user.id, asked: body, signal }),
    }),
    {
      guards: [
        personThrottle(
          REQUESTS_A_MINUTE,
          'Very much was tried in the last minute. Your work is safe; please wait a minute.',
        ),
      ],
    },
  );
  mount(router, deps, operations.getOwnTrial, ({ params, ...subject }) =>
    Promise.resolve({ trial: ownTrial(subject, params.question) }),
  );
  return router;
}
