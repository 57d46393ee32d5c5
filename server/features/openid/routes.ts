/** Two addresses that a browser goes to, and no operations of the API: they answer with a way on, whatever happens. */
import { Router } from 'express';
import type { Request, Response } from 'express';
import type { SignInProblem } from '../../../contract/account.ts';
import { PROVIDER_PATH } from '../../../contract/account.ts';
import type { Deps } from '../../deps.ts';
import type { Devices } from '../session/devices.ts';
import { startSession } from '../session/signIn.ts';
import { personOf } from './personOf.ts';
import type { PendingCookie } from './pendingCookie.ts';
import type { OpenIdProvider } from './provider.ts';

const CALLBACK = `${PROVIDER_PATH}/callback`;

/** Only addresses of our own pages. */
const ownPath = (path: unknown): string =>
  typeof path === 'string' && /^\/(?![/\\])[^\r\n]{0,500}$/.test(path) ? path : '/';

const refuse = (response: Response, problem: SignInProblem): void =>
  response.redirect(`/sign-in?problem=${problem}`);

export function openIdRoutes(
  { db, mail, news, log, clock }: Deps,
  devices: Devices,
  { provider, cookie }: { provider: OpenIdProvider; cookie: PendingCookie },
): Router {
  const router = Router();
  const address = () => `${mail.baseUrl()}${CALLBACK}`;

  router.get(PROVIDER_PATH, async (request, response) => {
    try {
      const { url, pending } = await provider.begin(address(), ownPath(request.query.next));
      cookie.set(response, pending, clock());
      response.redirect(url);
    } catch (error) {
      log.warn({ err: error }, 'OpenID provider');
      refuse(response, 'unreachable');
    }
  });

  async function comeBack(request: Request, response: Response): Promise<void> {
    const pending = cookie.take(request, response, clock());
    if (!pending || request.query.state !== pending.state) return refuse(response, 'expired');
    if (request.query.error !== undefined) {
      log.info({ error: String(request.query.error).slice(0, 100) }, 'OpenID provider said no');
      return refuse(response, 'refused');
    }
    const { search } = new URL(request.originalUrl, address());
    const claims = await provider.finish(new URL(search, address()), pending).catch((error: unknown) => {
      log.warn({ err: error }, 'OpenID provider');
      return null;
    });
    if (!claims) return refuse(response, 'invalid');
    const found = await personOf(db, claims, clock());
    if ('problem' in found) return refuse(response, found.problem);
    if (found.taken) news.tell({ kind: 'signedOut', person: found.user.id });
    await startSession(devices, request, response, found.user);
    response.redirect(pending.next);
  }

  router.get(CALLBACK, async (request, response) => {
    try {
      await comeBack(request, response);
    } catch (error) {
      log.error({ err: error }, 'signing in by the OpenID provider');
      refuse(response, 'failed');
    }
  });
  return router;
}
