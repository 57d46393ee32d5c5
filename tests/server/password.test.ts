import { expect, test } from '@jest/globals';
import { hashPassword, verifyPassword } from '../../server/features/session/password.ts';

const CHEAP = { memory: 8, passes: 1, parallelism: 1 };

test('a password opens its own hash and no other, however its letters are composed', async () => {
  const hash = await hashPassword('Z\u00fcrich \u2713', CHEAP);
  expect(hash).toMatch(/^argon2id\$8\$1\$1\$/);
  expect(await verifyPassword('Zu\u0308rich \u2713', hash)).toBe(true);
  expect(await verifyPassword('Zurich \u2713', hash)).toBe(false);
  expect(await hashPassword('Z\u00fcrich \u2713', CHEAP)).not.toBe(hash);
});

test('a hash that was made with scrypt still opens', async () => {
  const hash = 'scrypt$16$8$1$c2FsdHNhbHRzYWx0c2FsdA$8TYtMoWnlJ4O957ovtITEZSJSwINcGlfnWzK_uABirg';
  expect(await verifyPassword('gradient-descent', hash)).toBe(true);
  expect(await verifyPassword('gradient-ascent', hash)).toBe(false);
});
