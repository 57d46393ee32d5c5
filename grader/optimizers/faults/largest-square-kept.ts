import type { Fault } from './fault.ts';
import type { Twist } from '../point.ts';

/** v ← max(v, g²), or max(βv, g²), as AdaMax has it of |g|. */
const keeping = (isDecayed: boolean, isCorrected: boolean): Twist => ({
  name: `largest-square-kept${isDecayed ? ', decayed' : ''}${isCorrected ? '' : ', as it is'}`,
  moments: ({ before, m, g, beta2, firstCorrection, secondCorrection }) => {
    const keeps = { m, v: Math.max(isDecayed ? beta2 * before.v : before.v, g * g) };
    return { keeps, uses: { m: m / firstCorrection, v: keeps.v / (isCorrected ? secondCorrection : 1) } };
  },
});

export const largestSquareKept: Fault = {
  id: 'largest-square-kept',
  order: 147,
  meaning: 'the second moment is the largest square so far, where all squares should count',
  term: 'the second moment',
  short: 'with the largest square in the place of all',
  difference: 'its second moment is the largest square so far',
  hint: 'Which of the squares so far does the second moment of this algorithm know of: all, or one?',
  rare: true,
  apply: (point) => {
    const { second, secondCorrection } = point;
    if (!second || second.kind === 'maximum' || second.squared !== true || second.keepsMaximum) return [];
    const decays = second.kind === 'average' ? [false, true] : [false];
    const ways = decays.flatMap((isDecayed) =>
      (secondCorrection ? [true, false] : [true]).map((isCorrected) => keeping(isDecayed, isCorrected)),
    );
    return point.twist ? [] : ways.map((twist) => ({ ...point, twist }));
  },
};
