/** Random plays that run beside each other: most of each is waiting, and what waits is reordered by what does not. */

/** Chances of at least 0 and less than 1 that follow from a seed: xorshift32. */
export function seeded(seed: number): () => number {
  let state = (seed * 7919) | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

/**
 * Plays the seeds 1 to `count`, `width` at once.
 *
 * @param play throws what is broken
 * @returns what was broken, with its seed
 */
export async function brokenIn(
  count: number,
  play: (seed: number) => Promise<void>,
  width = 12,
): Promise<string[]> {
  const broken: string[] = [];
  const seeds = Array.from({ length: count }, (_, index) => index + 1);
  const playAll = async () => {
    for (let seed = seeds.shift(); seed !== undefined; seed = seeds.shift())
      await play(seed).catch((error: unknown) => broken.push(`seed ${seed}: ${String(error)}`));
  };
  await Promise.all(Array.from({ length: width }, playAll));
  return broken;
}
