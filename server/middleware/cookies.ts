import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Request } from 'express';

/** A cookie of the request; null when it has none of the name. Ours hold no character that would need decoding. */
export function cookieOf(request: Request, name: string): string | null {
  for (const part of (request.get('cookie') ?? '').split(';')) {
    const [found, ...value] = part.split('=');
    if (found?.trim() === name) return value.join('=').trim();
  }
  return null;
}

/** What only this installation can have written of `value`; another `purpose` gives another one. */
export function sealOf(secret: string, purpose: string, value: string): string {
  return createHmac('sha256', secret).update(`${purpose}\0${value}`).digest('base64url');
}

export function isSeal(seal: string, expected: string): boolean {
  const [a, b] = [Buffer.from(seal), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
