import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import express, { Router } from 'express';
import helmet from 'helmet';
import { CSRF_HEADER } from '../../contract/session.ts';

const swaggerFiles = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));

const PAGE = `<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>Stepwise API</title>
  <link rel="stylesheet" href="./swagger-ui.css">
  <link rel="icon" href="./favicon-32x32.png">
</head>
<body>
  <div id="docs"></div>
  <script src="./swagger-ui-bundle.js"></script>
  <script src="./start.js"></script>
</body>
</html>
`;

/** "Try it out" works with the session of the browser: it fetches the CSRF token that belongs to it. */
const SCRIPT = `SwaggerUIBundle({
  url: '/api/openapi.json',
  dom_id: '#docs',
  deepLinking: true,
  requestInterceptor: async (request) => {
    if (request.method && request.method !== 'GET') {
      const session = await (await fetch('/api/session')).json();
      request.headers['${CSRF_HEADER}'] = session.csrfToken;
    }
    return request;
  },
});
`;

/** Swagger UI from its own package; its styles and images need a policy a little wider than the pages'. */
export function apiDocs(): Router {
  const router = Router({ strict: true });
  router.use(
    '/api/docs',
    helmet.contentSecurityPolicy({
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    }),
  );
  router.get('/api/docs', (_request, response) => response.redirect('/api/docs/'));
  router.get('/api/docs/', (_request, response) => void response.type('html').send(PAGE));
  router.get('/api/docs/start.js', (_request, response) => void response.type('js').send(SCRIPT));
  router.use('/api/docs', express.static(swaggerFiles, { index: false }));
  return router;
}
