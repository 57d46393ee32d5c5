import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import express, { Router } from 'express';
import type { Request, RequestHandler, Response } from 'express';
import helmet from 'helmet';
import { BUILD_HEADER } from '../../contract/session.ts';
import { ROOT } from '../config.ts';
import { encodingFor, type Encoding } from './packing.ts';

const BUILT = join(ROOT, 'client/dist');

/** Says in each answer which pages are served, so that one that is open over an update learns of it. */
export function sayBuild(built = BUILT): RequestHandler {
  const page = join(built, 'index.html');
  const hash = createHash('sha256').update(existsSync(page) ? readFileSync(page) : '');
  const build = hash.digest('base64url').slice(0, 12);
  return (_request, response, next) => {
    response.set(BUILD_HEADER, build);
    next();
  };
}

/** Names in `client/dist` of the files that the build has packed (see `client/packing.ts`), by encoding. */
function packedFiles(built: string): Record<Encoding, Set<string>> {
  const names = existsSync(built) ? readdirSync(built, { recursive: true, encoding: 'utf8' }) : [];
  const ending = (suffix: string) =>
    new Set(names.filter((name) => name.endsWith(suffix)).map((name) => name.slice(0, -suffix.length)));
  return { br: ending('.br'), gzip: ending('.gz') };
}

const SUFFIX: Record<Encoding, string> = { br: '.br', gzip: '.gz' };

/** Of threads that run programs or open photos: they may compile WebAssembly and fetch nothing but their own scripts. */
const threadPolicy = helmet.contentSecurityPolicy({
  useDefaults: false,
  directives: { defaultSrc: ["'none'"], scriptSrc: ["'self'", "'wasm-unsafe-eval'"] },
});

/** What only a page obeys: a student's page is made of dozens of scripts, each with headers of its own. */
const OF_PAGES = [
  'Cross-Origin-Opener-Policy',
  'Origin-Agent-Cluster',
  'X-DNS-Prefetch-Control',
  'X-Download-Options',
  'X-Frame-Options',
  'X-Permitted-Cross-Domain-Policies',
  'X-XSS-Protection',
];
const SCRIPT = /\.js(?:\.br|\.gz)?$/;

const withoutHeadersOfPages: RequestHandler = (request, response, next) => {
  if (SCRIPT.test(request.path)) for (const name of OF_PAGES) response.removeHeader(name);
  next();
};

/**
 * The built client: files with a hash in their name for ever, every other address is a page of the client's own. What
 * the build has packed is sent packed to whoever takes it.
 */
export function serveBuiltClient(built = BUILT): Router {
  const files = packedFiles(built);
  /** The file to send for a name, after saying what it is. */
  const choose = (request: Request, response: Response, name: string): string => {
    if (!files.gzip.has(name)) return name;
    const encoding = encodingFor(request, response);
    if (encoding === null || !files[encoding].has(name)) return name;
    response.type(extname(name)).set('Content-Encoding', encoding);
    return name + SUFFIX[encoding];
  };
  const router = Router();
  router.use((request, response, next) => {
    // An address that cannot be decoded names no page; this throws what the error handler answers with 400.
    decodeURIComponent(request.path);
    const name = request.path.slice(1);
    if (files.gzip.has(name)) request.url = `/${choose(request, response, name)}`;
    next();
  });
  router.use('/assets/threads', threadPolicy);
  router.use(
    '/assets',
    withoutHeadersOfPages,
    express.static(join(built, 'assets'), { immutable: true, maxAge: '1y', fallthrough: false }),
  );
  // Browsers ask for the icon anew at every address.
  router.use(express.static(built, { index: false, maxAge: '1h' }));
  router.get(/^\/(?!api\/)/, (request, response) => {
    response.set('Cache-Control', 'no-cache');
    response.sendFile(choose(request, response, 'index.html'), { root: built });
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
      directives: {
        defaultSrc: ["'self'", "'unsafe-inline'", "'wasm-unsafe-eval'", 'data:', 'ws:'],
        frameAncestors: ["'none'"],
      },
    }),
  );
  router.use(vite.middlewares);
  return router;
}
