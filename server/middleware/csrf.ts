/**
 * Tokens against requests that another site makes a browser send. A token is computed from the session's id, or, while
 * nobody is signed in, from a cookie that lives as long as the browser: nothing is stored for a visitor.
 */
import { randomBytes } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import type {} from 'express-session';
import type {} from 'passport';
import { CSRF_HEADER } from '../../contract/session.ts';
import { ApiError } from '../errors.ts';
import { cookieOf, isSeal, sealOf } from './cookies.ts';

const VISIT_COOKIE = 'stepwise_visit';
const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS'];

export class CsrfTokens {
  readonly #secret: string;
  readonly #secure: boolean;

  constructor(secret: string, secure: boolean) {
    this.#secret = secret;
    this.#secure = secure;
  }

  /** The token that the next request of this browser has to carry. */
  tokenFor(request: Request, response: Response): string {
    const known = this.#expected(request);
    if (known !== null) return known;
    const visit = randomBytes(18).toString('base64url');
    response.cookie(VISIT_COOKIE, visit, { httpOnly: true, sameSite: 'lax', secure: this.#secure });
    return sealOf(this.#secret, 'csrf of a visit', visit);
  }

  /** Refuses every request but GET, HEAD and OPTIONS that does not carry its token. */
  readonly protection: RequestHandler = (request, _response, next) => {
    if (SAFE_METHODS.includes(request.method)) return next();
    const expected = this.#expected(request);
    if (expected !== null && isSeal(request.get(CSRF_HEADER) ?? '', expected)) return next();
    next(
      new ApiError(
        'csrf',
        'This page is older than your session. Nothing was lost: reload it and try again.',
      ),
    );
  };

  #expected(request: Request): string | null {
    if (request.user) return sealOf(this.#secret, 'csrf of a session', request.sessionID);
    const visit = cookieOf(request, VISIT_COOKIE);
    return visit === null ? null : sealOf(this.#secret, 'csrf of a visit', visit);
  }
}
