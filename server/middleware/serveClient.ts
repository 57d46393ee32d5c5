import { join } from 'node:path';
import express, { Router } from 'express';
import helmet from 'helmet';
import { ROOT } from '../config.ts';

const BUILT = join(ROOT, 'client/dist');

/** The built client: files with a hash in their name for ever, every other address is a page of the client's own. */
export function serveBuiltClient(): Router {
  const router = Router();
  router.use(
    '/assets',
    express.static(join(BUILT, 'assets'), { immutable: true, maxAge: '1y', fallthrough: false }),
  );
  router.use(express.static(BUILT, { index: false }));
  router.get(/^\/(?!api\/)/, (_request, response) => {
    response.set('Cache-Control', 'no-cache').sendFile('index.html', { root: BUILT });
  });
  return router;
}

/** The client from its sources, with Vite in this process: one port, pages update as files are saved. */
export async function serveClientSources(): Promise<Router> {
  const { createServer } = await import('vite');
  const vite = await createServer({
    root: join(ROOT, 'client'),
    server: { middlewareMode: true },
    appType: 'spa',
  });
  const router = Router();
  // Vite's client is an inline script and talks over a web socket.
  router.use(
    helmet.contentSecurityPolicy({
      useDefaults: false,
      directives: { defaultSrc: ["'self'", "'unsafe-inline'", 'data:', 'ws:'], frameAncestors: ["'none'"] },
    }),
  );
  router.use(vite.middlewares);
  return router;
}
