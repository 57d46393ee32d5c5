/** The points that may explain a submission or a written rule, by the number of their faults. Pure. */
import { allConventions } from '../optimizers/conventions.ts';
import type { Fault } from '../optimizers/faults/fault.ts';
import { FAULT_LIST } from '../optimizers/faults/index.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import type { Point } from '../optimizers/space.ts';
import type { Convention, FaultId } from '../terms.ts';

export interface Candidate {
  optimizer: Optimizer;
  point: Point;
  faults: FaultId[];
}

/** What people leave out together when they leave out three things; three of anything would explain too much. */
const OFTEN: ReadonlySet<FaultId> = new Set([
  'missing-root',
  'gradient-not-squared',
  'missing-decay-complement',
  'no-first-bias-correction',
  'no-second-bias-correction',
  'time-not-counted',
  'ascent',
  'state-not-kept',
]);

const UNCORRECTED: readonly FaultId[] = ['no-first-bias-correction', 'no-second-bias-correction'];

/** With more of them nearly everything could be explained. */
export const MAX_FAULTS = 2;

/**
 * `common`: beside another fault only those that people make often; `all`: a rare one beside a common one as well; `any`: a rare one
 * beside any.
 */
export type Pairs = 'any' | 'all' | 'common';

/** EMA momentum is an optimizer of its own; as a mere convention of momentum it would never be named. */
export const OWN_OPTIMIZERS: readonly Convention[] = ['ema-momentum', 'heavy-ball'];

/** A moment that is both reset and a step late is always zero: two faults that nobody makes together. */
const remembers = ({ forgets, stale }: Point): boolean => !stale.some((moment) => forgets.includes(moment));

export const RARE: ReadonlySet<FaultId> = new Set(FAULT_LIST.filter(({ rare }) => rare).map(({ id }) => id));

function goesWith({ id, rare }: Fault, others: readonly FaultId[], pairs: Pairs): boolean {
  if (others.includes(id)) return false;
  if (others.length === 0) return true;
  if (pairs === 'any') return true;
  const hasRare = others.some((other) => RARE.has(other));
  return pairs === 'all' ? !(rare && hasRare) : !rare && !hasRare;
}

const texts = new WeakMap<object, string>();

/** The same for points that are the same. Most of what a point has is another's, so that it is written out once. */
function keyOf(point: Point): string {
  let key = '';
  for (const part of Object.values(point) as unknown[]) {
    if (typeof part !== 'object' || part === null) key += String(part);
    else {
      const text = texts.get(part) ?? JSON.stringify(part);
      texts.set(part, text);
      key += text;
    }
    key += ' ';
  }
  return key;
}

/**
 * The points of an optimizer that are 0, 1, … `MAX_FAULTS` faults away, each of them once. Within a level the
 * optimizer's own convention comes first, and of its faults the commonest.
 *
 * @param except conventions that are not tried
 */
export const candidatesByFaults = (
  optimizer: Optimizer,
  except: readonly Convention[],
  faults: readonly Fault[] = FAULT_LIST,
  pairs: Pairs = 'common',
  depth = MAX_FAULTS,
): Candidate[][] => [...levelsOf(optimizer, except, { faults, pairs, depth })];

/** The same, level by level: most of them are two faults away, and what people hand in is seldom so far. */
export function* levelsOf(
  optimizer: Optimizer,
  except: readonly Convention[],
  {
    faults = FAULT_LIST,
    pairs = 'common',
    depth = MAX_FAULTS,
  }: { faults?: readonly Fault[]; pairs?: Pairs; depth?: number } = {},
): Generator<Candidate[], void> {
  const seen = new Set<string>();
  const isNew = ({ point }: Candidate) => {
    const key = keyOf(point);
    return !seen.has(key) && seen.add(key);
  };
  const right = allConventions(optimizer.point, except).map((point) => ({ optimizer, point, faults: [] }));
  let last: Candidate[] = right.filter(isNew);
  yield last;
  for (let level = 1; level <= depth; level++) {
    const worse = last.flatMap((candidate) =>
      faults
        .filter((fault) => goesWith(fault, candidate.faults, pairs))
        .flatMap(({ id, apply }) =>
          apply(candidate.point)
            .filter(remembers)
            .map((point) => ({ optimizer, point, faults: [...candidate.faults, id] })),
        ),
    );
    last = worse.filter(isNew);
    yield last;
  }
}

/**
 * The points that are two rare faults away, in the conventions in which people mostly write: two slips in two lines that have nothing
 * to do with each other.
 */
export function candidatesWithTwoRare(optimizer: Optimizer, except: readonly Convention[]): Candidate[] {
  const unusual = [...except, 'no-epsilon', 'epsilon-hat', 'time-from-two'] as const;
  const rare = FAULT_LIST.filter((fault) => fault.rare);
  return candidatesByFaults(optimizer, unusual, rare, 'any', 2)[2]!;
}

/** The points that are three common faults away, and those without any bias correction, which people leave out as one, with any other fault. */
export function candidatesWithThree(optimizer: Optimizer, except: readonly Convention[]): Candidate[] {
  const often = FAULT_LIST.filter(({ id }) => OFTEN.has(id)).map((fault): Fault => ({
    ...fault,
    apply: (point) => fault.apply(point).slice(0, 4),
  }));
  const { firstCorrection, secondCorrection } = optimizer.point;
  const uncorrected = { ...optimizer.point, firstCorrection: false, secondCorrection: false };
  const besides =
    firstCorrection && secondCorrection
      ? candidatesByFaults({ ...optimizer, point: uncorrected }, except, FAULT_LIST, 'all', 1)[1]!
      : [];
  return [
    ...candidatesByFaults(optimizer, except, often, 'common', 3)[3]!,
    ...besides.map(({ point, faults }): Candidate => ({
      optimizer,
      point,
      faults: [...UNCORRECTED, ...faults],
    })),
  ];
}
