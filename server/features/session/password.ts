import { argon2, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** Cost of Argon2id: memory in KiB, passes over it, lanes. */
export interface Cost {
  memory: number;
  passes: number;
  parallelism: number;
}

/**
 * OWASP's first advice (Password Storage Cheat Sheet): 19 MiB, two passes. As good as its advice for scrypt in an eighth
 * of the time, which counts when a class signs in at once.
 */
export const COST: Cost = { memory: 19_456, passes: 2, parallelism: 1 };
const KEY_BYTES = 32;

const normalized = (password: string): string => password.normalize('NFKC');

function derive(password: string, salt: Buffer, cost: Cost): Promise<Buffer> {
  const parameters = { message: normalized(password), nonce: salt, tagLength: KEY_BYTES, ...cost };
  return new Promise((resolve, reject) => {
    argon2('argon2id', parameters, (error, key) => (error ? reject(error) : resolve(key)));
  });
}

/** For hashes that were made before Argon2 was in Node. */
function deriveByScrypt(password: string, salt: Buffer, [N, r, p]: number[]): Promise<Buffer> {
  const options = { N: N!, r: r!, p: p!, maxmem: 64 * 2 ** 20 };
  return new Promise((resolve, reject) => {
    scrypt(normalized(password), salt, KEY_BYTES, options, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}

/** `argon2id$memory$passes$parallelism$salt$key`, the last two in base64url: each hash says how it was made. */
export async function hashPassword(password: string, cost = COST): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, cost);
  const { memory, passes, parallelism } = cost;
  return [
    'argon2id',
    memory,
    passes,
    parallelism,
    salt.toString('base64url'),
    key.toString('base64url'),
  ].join('$');
}

export async function verifyPassword(password: string, hash: string): Promise<boolean> {
  const [algorithm, ...parts] = hash.split('$');
  const costs = parts.slice(0, 3).map(Number);
  const [salt = '', expected = ''] = parts.slice(3);
  const saltBytes = Buffer.from(salt, 'base64url');
  const [memory = 0, passes = 0, parallelism = 0] = costs;
  const found =
    algorithm === 'scrypt'
      ? await deriveByScrypt(password, saltBytes, costs)
      : await derive(password, saltBytes, { memory, passes, parallelism });
  const key = Buffer.from(expected, 'base64url');
  return key.length === found.length && timingSafeEqual(key, found);
}
