import { z } from 'zod';

/** A version from which on a package is mended; all before it are affected. */
export const KnownAdvisories = z.array(
  z.strictObject({ name: z.string(), mendedIn: z.string().regex(/^\d+\.\d+\.\d+$/), reason: z.string() }),
);
export type KnownAdvisory = z.infer<typeof KnownAdvisories>[number];

export const LockFile = z.object({
  packages: z.record(z.string(), z.looseObject({ version: z.string().optional() })),
});

const numbersOf = (version: string): number[] => version.split(/[.+-]/).slice(0, 3).map(Number);

function isBefore(version: string, other: string): boolean {
  const [a, b] = [numbersOf(version), numbersOf(other)];
  for (const [i, number] of a.entries()) if (number !== b[i]) return number < (b[i] ?? 0);
  return false;
}

/** `name@version` of everything in the lock file that an advisory concerns, at any depth. */
export function isAffected(lock: z.infer<typeof LockFile>, { name, mendedIn }: KnownAdvisory): string[] {
  return Object.entries(lock.packages)
    .filter(([path]) => path.endsWith(`node_modules/${name}`))
    .map(([, { version }]) => version ?? '')
    .filter((version) => version !== '' && isBefore(version, mendedIn))
    .map((version) => `${name}@${version}`);
}
