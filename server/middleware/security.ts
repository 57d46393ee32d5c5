import type { RequestHandler } from 'express';
import { csrfSync } from 'csrf-sync';
import helmet from 'helmet';
import { CSRF_HEADER } from '../../contract/session.ts';

/**
 * Headers of every answer. Scripts come from this server alone; KaTeX and the user interface set style attributes,
 * hence 'unsafe-inline' there.
 */
export function securityHeaders(secure: boolean): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'", 'data:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        ...(secure && { upgradeInsecureRequests: [] }),
      },
    },
    strictTransportSecurity: secure,
    referrerPolicy: { policy: 'same-origin' },
  });
}

const { csrfSynchronisedProtection, generateToken } = csrfSync({
  getTokenFromRequest: (request) => request.get(CSRF_HEADER),
});

/** Refuses every request but GET, HEAD and OPTIONS that does not carry its session's token. */
export const csrfProtection: RequestHandler = csrfSynchronisedProtection;
/** The session's token, made at the first call. */
export const csrfTokenOf = generateToken;
