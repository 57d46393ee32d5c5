/** What a browser that was sent to the provider has to bring back, kept by itself: nothing is stored for a visitor. */
import type { Request, Response } from 'express';
import { z } from 'zod';
import { PROVIDER_PATH } from '../../../contract/account.ts';
import { cookieOf, isSeal, sealOf } from '../../middleware/cookies.ts';
import type { Pending } from './provider.ts';

const COOKIE = 'stepwise_provider';
const OPEN_MS = 15 * 60_000;

const Kept = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  next: z.string(),
  until: z.number(),
});

export class PendingCookie {
  readonly #secret: string;
  readonly #options: { httpOnly: true; sameSite: 'lax'; secure: boolean; path: string };

  constructor(secret: string, secure: boolean) {
    this.#secret = secret;
    this.#options = { httpOnly: true, sameSite: 'lax', secure, path: PROVIDER_PATH };
  }

  set(response: Response, pending: Pending, now: Date): void {
    const kept = { ...pending, until: now.getTime() + OPEN_MS } satisfies z.infer<typeof Kept>;
    const text = Buffer.from(JSON.stringify(kept)).toString('base64url');
    response.cookie(COOKIE, `${text}.${this.#seal(text)}`, { ...this.#options, maxAge: OPEN_MS });
  }

  /** Each is worth one look. @returns null when there is none of ours, or none any more */
  take(request: Request, response: Response, now: Date): Pending | null {
    const [text = '', seal = ''] = (cookieOf(request, COOKIE) ?? '').split('.');
    response.clearCookie(COOKIE, this.#options);
    if (text === '' || !isSeal(seal, this.#seal(text))) return null;
    const kept = Kept.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
    return kept.until > now.getTime() ? kept : null;
  }

  #seal(text: string): string {
    return sealOf(this.#secret, 'sent to the provider', text);
  }
}
