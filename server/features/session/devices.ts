/**
 * Browsers in which somebody has signed in before. Each keeps a signed cookie that says so, and its guesses are counted
 * apart from everybody else's: whoever guesses at an account elsewhere cannot keep its owner out. (OWASP: "device cookies".)
 */
import { createHash, randomBytes } from 'node:crypto';
import type { Request, Response } from 'express';
import { cookieOf, isSeal, sealOf } from '../../middleware/cookies.ts';

const COOKIE = 'stepwise_devices';
const YEAR_MS = 365 * 86_400_000;
/** Accounts that one browser remembers; a cookie must stay small. */
const MOST_ACCOUNTS = 8;
const SEPARATOR = '~';

export class Devices {
  readonly #secret: string;
  readonly #secure: boolean;

  constructor(secret: string, secure: boolean) {
    this.#secret = secret;
    this.#secure = secure;
  }

  /** The name of this browser to an account that has signed in here before; null otherwise. */
  deviceOf(request: Request, userId: string): string | null {
    for (const entry of this.#entries(request)) {
      const [account = '', device = '', seal = ''] = entry.split('.');
      if (account === accountOf(userId) && isSeal(seal, this.#seal(userId, device))) return device;
    }
    return null;
  }

  /** After a successful sign-in. */
  remember(request: Request, response: Response, userId: string): void {
    const device = this.deviceOf(request, userId) ?? randomBytes(12).toString('base64url');
    const account = accountOf(userId);
    const others = this.#entries(request).filter((entry) => !entry.startsWith(`${account}.`));
    const entries = [`${account}.${device}.${this.#seal(userId, device)}`, ...others];
    response.cookie(COOKIE, entries.slice(0, MOST_ACCOUNTS).join(SEPARATOR), {
      httpOnly: true,
      sameSite: 'lax',
      secure: this.#secure,
      maxAge: YEAR_MS,
      // Sent where one signs in and nowhere else.
      path: '/api/session',
    });
  }

  #entries(request: Request): string[] {
    return (cookieOf(request, COOKIE) ?? '').split(SEPARATOR).filter((entry) => entry !== '');
  }

  #seal(userId: string, device: string): string {
    return sealOf(this.#secret, 'device', `${userId}\0${device}`);
  }
}

/** Short, and no name: the cookie of a shared computer tells nobody who used it. */
const accountOf = (userId: string): string =>
  createHash('sha256').update(userId).digest('base64url').slice(0, 10);
