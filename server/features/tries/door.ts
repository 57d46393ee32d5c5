/** Whoever hands in goes before whoever tries, from the moment they are known until their report. */
import { Router } from 'express';
import { operations } from '../../../contract/index.ts';
import { routeOf } from '../../middleware/mount.ts';
import type { SubmissionsAhead } from './submissionsAhead.ts';

/** Most submissions have their report by then; of a text that waited for longer the picture would be late. */
const GIVE_WAY_MS = 250;

/** Tries wait before anything is done for them, with their session and body unread: all of it would go before the grader. */
export function waitForSubmissions(ahead: SubmissionsAhead): Router {
  const { method } = operations.tryCode;
  return Router()[method](routeOf(operations.tryCode), async (_request, _response, next) => {
    await ahead.gone('underWay', GIVE_WAY_MS);
    next();
  });
}

/** Mounted behind the session: a stranger holds nobody up. */
export function submissionsArrive(ahead: SubmissionsAhead): Router {
  const { method } = operations.createSubmission;
  return Router()[method](routeOf(operations.createSubmission), (request, response, next) => {
    if (request.user) response.once('close', ahead.arrive());
    next();
  });
}
