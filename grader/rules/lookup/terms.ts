/** In which term of its equations an optimizer differs from another, in words. */
import { CONVENTION_TEXT } from '../../core/diagnosis.ts';
import type { Convention, FaultId } from '../../terms.ts';
import { differenceOf, wordsOf } from '../../optimizers/faults/words.ts';
import type { Optimizer } from '../../optimizers/optimizer.ts';
import type { Point } from '../../optimizers/space.ts';

/** Such as "without the square root". */
export function shortWords(faults: readonly FaultId[]): string {
  return list(faults.map((id) => wordsOf(id).short));
}

/** The terms of the design space's equations, by the coordinates that shape them. */
const TERMS: readonly { term: string; coordinates: readonly (keyof Point)[] }[] = [
  { term: 'the first moment', coordinates: ['first'] },
  { term: 'the second moment', coordinates: ['second'] },
  { term: 'the bias corrections', coordinates: ['firstCorrection', 'secondCorrection', 'timeOffset'] },
  { term: 'the denominator', coordinates: ['root'] },
  { term: 'the velocity', coordinates: ['velocity'] },
  { term: 'the learning rate', coordinates: ['scale'] },
  { term: 'the weight decay', coordinates: ['weightDecay'] },
];

const list = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;

/** Names the terms in which two optimizers differ, conventions about epsilon aside. */
function differingTerms(a: Point, b: Point): string {
  const differs = (name: keyof Point): boolean => JSON.stringify(a[name]) !== JSON.stringify(b[name]);
  return list(TERMS.filter(({ coordinates }) => coordinates.some(differs)).map(({ term }) => term));
}

/** The only hyperparameter that a rule can leave out and still be known. */
export const NO_RATE = 'its step has no learning rate';

/** What something was found to be, whether read from a formula or seen in code. */
export interface Finding {
  /** Null when it is none that is known. */
  optimizer: Optimizer | null;
  conventions: readonly Convention[];
  faults: readonly FaultId[];
  /** The point of the space that takes its steps, where it is known. */
  point?: Point | null;
}

export interface Asked {
  optimizer: Optimizer;
  /** Conventions that the optimizer has of its own. */
  own: readonly Convention[];
  /** Conventions that the question accepts beside them. */
  accepts: readonly Convention[];
}

/** What a source does otherwise than the paper: each difference with its term; empty where nothing is known. */
export function differences(found: Finding, { optimizer, own, accepts }: Asked): string[] {
  const said: string[] = [];
  if (found.optimizer && found.optimizer !== optimizer) {
    const terms = differingTerms(found.optimizer.point, optimizer.point);
    said.push(`${terms ? `${terms}: ` : ''}these are the steps of ${found.optimizer.title}`);
  }
  for (const id of found.faults) {
    const difference = differenceOf(id, found.point ?? null);
    said.push(difference ? `${wordsOf(id).term}: ${difference}` : NO_RATE);
  }
  for (const id of found.conventions.filter((each) => !own.includes(each))) {
    const accepted = accepts.includes(id) ? 'accepts' : 'does not accept';
    said.push(`${CONVENTION_TEXT[id]}, a convention that this question ${accepted}`);
  }
  return said;
}
