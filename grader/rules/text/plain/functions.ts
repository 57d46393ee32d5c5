/** Functions that a listing defines: `RMS(z) = sqrt(z + eps)`, and what stands in place of `RMS(E_g)`. */
import { isGradientCall, means } from '../../lexicon.ts';
import { allOf, argumentOf, wordOf } from './piece.ts';
import type { Piece } from './piece.ts';
import { group } from './names.ts';
import type { PlainEquation } from './reader.ts';

interface Defined {
  name: string;
  /** The letter that stands for what it is given. */
  of: string;
  value: readonly Piece[];
}

const isCalled = (piece: Piece | undefined): piece is Piece & { kind: 'word' } =>
  piece?.kind === 'word' && piece.isCalled === true;

/** Averages, objectives and what changes from step to step are no functions of what stands in their brackets. */
function definedBy({ target, value }: PlainEquation): Defined | null {
  const [called, of, ...more] = target;
  if (!isCalled(called) || of?.kind !== 'group' || more.length > 0) return null;
  const { name } = called;
  const [letter, ...others] = of.body;
  if (letter?.kind !== 'letter' || others.length > 0 || means('step', letter.name)) return null;
  if (means('objective', name) || isGradientCall(name)) return null;
  const names = allOf(value).flatMap((piece) => wordOf(piece) ?? []);
  const isOfIt = names.includes(letter.name) && !names.includes(name);
  return isOfIt ? { name, of: letter.name, value } : null;
}

/** With something done to all runs of pieces, from the innermost out. */
function within(pieces: readonly Piece[], change: (pieces: readonly Piece[]) => Piece[]): Piece[] {
  const inner = (piece: Piece): Piece => {
    if (piece.kind === 'group') return { ...piece, body: within(piece.body, change) };
    if (piece.kind !== 'scripts') return piece;
    const { base, sub, sup } = piece;
    return {
      ...piece,
      base: inner(base),
      sub: sub && within(sub, change),
      sup: sup && within(sup, change),
    };
  };
  return change(pieces.map(inner));
}

/** With what it is defined as in place of each call, in brackets. */
const withValues = (pieces: readonly Piece[], { name, of, value }: Defined): Piece[] =>
  within(pieces, (run) =>
    run.flatMap((piece, i): Piece[] => {
      const before = run[i - 1];
      const given = isCalled(before) && before.name === name ? argumentOf(piece) : null;
      // Its name goes with what it is given.
      if (isCalled(piece) && piece.name === name && argumentOf(run[i + 1])) return [];
      if (!given) return [piece];
      const made = within(value, (own) =>
        own.map((each) => (each.kind === 'letter' && each.name === of ? group([...given], each.at) : each)),
      );
      const whole = group(made, piece.at);
      return [piece.kind === 'scripts' ? { ...piece, base: whole } : whole];
    }),
  );

/** Equations with what each function of their own stands for, and without its definition. */
export function withoutFunctions<Step extends object>(
  steps: readonly (Step | (Step & PlainEquation))[],
): Step[] {
  const isEquation = (step: Step | (Step & PlainEquation)): step is Step & PlainEquation => 'value' in step;
  const definitions = new Map(
    steps.flatMap((step) => {
      const defined = isEquation(step) ? definedBy(step) : null;
      return defined ? [[step, defined] as const] : [];
    }),
  );
  const names = [...definitions.values()].map(({ name }) => name);
  // Of two there is none that is meant.
  if (new Set(names).size < names.length) return [...steps];
  return steps
    .filter((step) => !definitions.has(step))
    .map((step) =>
      isEquation(step)
        ? { ...step, value: [...definitions.values()].reduce<Piece[]>(withValues, step.value) }
        : step,
    );
}
