/** Chances that follow from a seed, so that a term is the same whenever it is made. */
export interface Random {
  /** At least 0, less than 1. */
  next(): number;
  chance(share: number): boolean;
  pick<T>(values: readonly T[]): T;
  /** At least 0, less than `end`. */
  below(end: number): number;
  shuffled<T>(values: readonly T[]): T[];
}

/** mulberry32 */
export function randomFrom(seed: number): Random {
  let state = seed | 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (end: number): number => Math.floor(next() * end);
  return {
    next,
    below,
    chance: (share) => next() < share,
    pick: (values) => values[below(values.length)]!,
    shuffled(values) {
      const order = [...values];
      for (let end = order.length - 1; end > 0; end -= 1) {
        const other = below(end + 1);
        [order[end], order[other]] = [order[other]!, order[end]!];
      }
      return order;
    },
  };
}
