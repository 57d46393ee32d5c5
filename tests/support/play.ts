/** Random plays that can be played again. */
export interface Play {
  random: (below: number) => number;
  pick: <T>(of: readonly T[]) => T;
}

export function playOf(seed: number): Play {
  let state = seed;
  /** Park and Miller. */
  const random = (below: number): number => {
    for (let draw = 0; draw < 3; draw += 1) state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
  return { random, pick: (of) => of[random(of.length)]! };
}
