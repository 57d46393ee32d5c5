import { named, type Fault } from './fault.ts';
import type { Moments, Point, Twist } from '../point.ts';

type Part = 'both' | 'first' | 'second';

/** At the first step the average is the term itself, as `if v is None: v = g**2` makes it. */
const from = (part: Part): Twist => ({
  name: `first-term-whole, ${part}`,
  moments: ({ t, m, v, g, firstCorrection, secondCorrection }: Moments) => {
    const isFirst = t === 1;
    const keeps = {
      m: isFirst && part !== 'second' ? g : m,
      v: isFirst && part !== 'first' ? g * g : v,
    };
    return { keeps, uses: { m: keeps.m / firstCorrection, v: keeps.v / secondCorrection } };
  },
});

export const firstTermWhole: Fault = {
  id: 'first-term-whole',
  order: 115,
  meaning: 'a moving average starts at its first term instead of at zero',
  term: 'a moving average',
  short: 'with an average that starts at its first term',
  difference: 'a moving average starts at its first term instead of at zero',
  inWords: ({ velocity, twist }) => {
    const part = twist?.name.split(', ')[1] as Part | undefined;
    const parts = velocity?.startsWhole
      ? (['velocity'] as const)
      : part === 'first' || part === 'second'
        ? [part]
        : (['first', 'second'] as const);
    const [start, their] = parts.length === 1 ? ['starts', 'its'] : ['start', 'their'];
    return `${named(parts)} ${start} at ${their} first term as it is, instead of at zero`;
  },
  hint: 'What is the moment before the first step, and which share of the first term enters it?',
  rare: true,
  apply: (point) => {
    const { velocity } = point;
    // A velocity starts at the gradient where its new term has a factor that was forgotten at the first step.
    const isWeighted = velocity?.learningRate === 'inside' || velocity?.average === 'exponential';
    const ways: Point[] =
      velocity && isWeighted && !velocity.startsWhole
        ? [{ ...point, velocity: { ...velocity, startsWhole: true } }]
        : [];
    const isAverage = point.second?.kind === 'average' && point.second.squared === true;
    if (!isAverage || point.twist || point.timeOffset !== 0) return ways;
    const parts: Part[] = point.first ? ['both', 'first', 'second'] : ['second'];
    return [...ways, ...parts.map((part) => ({ ...point, twist: from(part) }))];
  },
};
