/** What the words beside a program say of its use, which it says itself. */
import { isGradientKey, plainName } from './code/seen/names.ts';
import { rootNameOf } from './code/seen/survey.ts';
import type { Define, Parameter } from './syntax/nodes.ts';
import type { Formula, PlacedFormula } from './text/plain/formula.ts';
import type { Answer } from './text/markdown.ts';
import { isSign } from './text/plain/piece.ts';

/** The formulas of an answer without its program, nor what tells how it is called or where it starts. */
export function formulasBeside(answer: Answer): Answer {
  const own = ownFunctions(answer);
  // All that stands in the same backticks.
  const marked = ({ start }: PlacedFormula): string => {
    const from = answer.source.lastIndexOf('`', start) + 1;
    return answer.source.slice(from, answer.source.indexOf('`', start));
  };
  const uses = answer.plain.filter((each) => isUse(marked(each), own));
  // A tuple has a formula for each of its names.
  const isOnce = new Set(uses.map(({ start }) => start)).size === 1;
  const lines = linesOf(answer);
  const isQuoted = (each: PlacedFormula): boolean => lines.has(bare(marked(each)));
  // "with v = 0 at first", in any language: the program says itself where it starts.
  const plain = answer.plain.filter(
    (each) => !isStartInWords(each.formula) && !(isOnce && uses.includes(each)) && !isQuoted(each),
  );
  return { ...answer, code: [], plain, isBeside: true };
}

const bare = (line: string): string => line.replace(/\s+/g, '');

/** The lines of the programs, without their remarks: in "the only difference is `g = grad(ahead)`" one stands again. */
const linesOf = ({ code }: Answer): ReadonlySet<string> =>
  new Set(
    code
      .flatMap(({ program }) => program.text.split('\n'))
      .map((line) => bare(line.replace(/(?:#|\/\/).*$/, '').replace(/;\s*$/, '')))
      .filter((line) => line !== ''),
  );

/** Functions of the answer's own, as they are called in words. */
const ownFunctions = ({ code }: Answer): readonly Define[] =>
  code.flatMap(({ program }) =>
    'steps' in program ? [] : program.statements.filter((each) => each.kind === 'define'),
  );

/**
 * "In every step: `w, v = step(w, grad(w), v)`": the program says what that does. What it is given and gives back has the names that it
 * has there, in their order, and the gradient is that of what is moved.
 */
function isUse(written: string, functions: readonly Define[]): boolean {
  const [, targets = '', name, inside = ''] =
    /^([\w, ]+?)\s*=\s*(\w+)\((.*)\)\s*$/.exec(written.trim()) ?? [];
  const own = functions.find((each) => each.name === name);
  const last = own?.body.findLast((each) => each.kind === 'return')?.value;
  if (!own || !last) return false;
  const namesOf = (list: string): string[] => list.split(/,\s*(?![^()]*\))/).map((each) => each.trim());
  const given = namesOf(inside);
  const asked = own.parameters.filter(({ value }) => value === null);
  const isConstant = ({ value }: Parameter): boolean => value?.kind === 'number' && value.value !== 0;
  const [moved] = asked;
  const isGiven = (each: string, i: number): boolean =>
    each === asked[i]?.name ||
    (isGradientKey(plainName(asked[i]?.name ?? '')) &&
      /^(?:grad|gradient|∇\w*)\((\w+)\)$/.exec(each)?.[1] === moved?.name);
  const returned = (last.kind === 'tuple' ? last.items : [last]).map((node) => rootNameOf(node));
  return (
    own.parameters.every((each) => asked.includes(each) || isConstant(each)) &&
    given.length === asked.length &&
    given.every(isGiven) &&
    namesOf(targets).join() === returned.join() &&
    returned.includes(moved?.name ?? null)
  );
}

/** `v = 0` within a sentence. */
function isStartInWords({ plain, display }: Formula): boolean {
  const value = plain?.pieces.slice(plain.pieces.findIndex((piece) => isSign(piece, '= ←')) + 1) ?? [];
  return !display && value.length > 0 && value.every(({ kind }) => kind === 'digit');
}
