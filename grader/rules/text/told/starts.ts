/** Starts that stand beside a rule as values, in no equation of it: `v = ones(n)`, a row of a table, a list of settings. */
import { placeOf } from '../../place.ts';
import type { Formula } from '../plain/formula.ts';
import { baseOf, EXAMPLE_WORDS, isZero, tellsStart, tellsState } from '../words/states.ts';
import type { Told } from '../words/states.ts';

/** `v = 1`, `m = v = 1`, `E[g^2] = 1` and `v = ones(shape)` beside the rule. */
const GIVEN =
  /^(?<names>(?:\p{L}\w*(?:\[[^\]=]*\])?\s*(?:=|←|:=|<-)\s*)+)(?:[\w.]*\bones(?:_like)?\(|(?<number>\d+(?:[.,]\d+)?)\s*$)/u;
/** The step count, which starts at 1 where it is told before the first step. */
const COUNTS = /^[tkni]$/;
/** Directly before one that is only supposed. */
const SUPPOSED =
  /(?:\b(?:if|when|for|with|where|wenn|falls|si|se|für|para|pour|per)|если|при|如果|若|当)\s*`?\s*$/iu;

/** "Example. x = 1, v = 0.1": what follows in its sentence is supposed, too. */
const EXAMPLE = new RegExp(String.raw`(?:^|\n)[\s*_#+•>-]*${EXAMPLE_WORDS}[*_ ]*[.:：][*_ ]*[$\x60]?$`, 'iu');

/** In a cell of a table or a list of values, with the marks around it that make it a formula or code. */
const VALUE = String.raw`[\x24\x60]?(?:(?<number>\d+(?:[.,]\d+)?)|[\w.]*\bones(?:_like)?\([^|]*\))[\x24\x60]?`;
const CELL = new RegExp(String.raw`^\s*${VALUE}\s*$`, 'u');
const PAIR = new RegExp(
  String.raw`(?<![\p{L}\p{M}\d_^{\\])(?<name>\p{L})(?:\[[^\]=]*\])?(?:\s*(?:=|←|:=)|["']\s*:)\s*${VALUE}(?![\p{L}\d_]|\s*[-−+*/^·×⋅∙⊙\\])`,
  'gu',
);

/** `g = 4`, by which an example begins as well. */
const GRADIENT_GIVEN =
  /^(?:g(?:rad(?:ient)?)?|∇\p{L}?|\\nabla ?\p{L}?|d[wx]|f['’′])(?:_\{?\w\}?|[₀-₉])?\s*=\s*[-−]?(?=[\d.,]*[1-9])\d/u;

const toldAt = (text: string): Told => ({ at: placeOf(text), kind: 'start' });

/** m, v_0 and `cache`, and the velocity of v; `momentum = 0.9` is a setting. */
function isState(name: string, bases: ReadonlySet<string>): boolean {
  const own = /^(\p{L}+)(?:_?[0t]|_\p{L}+)?$/u.exec(name)?.[1] ?? '';
  const isWord = tellsState(name) && !/momentum/i.test(name);
  return !COUNTS.test(name) && (bases.has(own) || (isWord && bases.has(name.charAt(0))));
}

/** A start other than zero that stands beside a rule which is written otherwise. */
export function startBeside(formulas: readonly Formula[], states: readonly string[]): Told | null {
  const bases = new Set(states.map(baseOf));
  let isExample = false;
  for (const { source, before, behind } of formulas) {
    const goesOn: boolean = isExample && !/\n|[.!?;]\s/.test(before);
    const isOfGradient = GRADIENT_GIVEN.test(source) && !tellsStart({ before, behind });
    isExample = goesOn || EXAMPLE.test(before) || isOfGradient;
    const { names = '', number } = GIVEN.exec(source)?.groups ?? {};
    const isOfState = [...names.replace(/\[[^\]]*\]/g, '').matchAll(/\p{L}\w*/gu)].some(([name]) =>
      isState(name, bases),
    );
    if (!isOfState || SUPPOSED.test(before) || isExample) continue;
    if (number === undefined || !isZero(number)) return toldAt(source);
  }
  return null;
}

/**
 * The same in a row of a table, whose only value it is, and in a list of values of which one says that something is zero: "m = 0, v = 1
 * and t = 0", in whatever language. A list with a value of the gradient is an example.
 */
export function startListed(markdown: string, states: readonly string[]): Told | null {
  const bases = new Set(states.map(baseOf));
  for (const line of markdown.split('\n')) {
    if (/^\s*\|/.test(line) && startsInRow(line, bases)) return toldAt(line);
    for (const sentence of line.split(/(?<=[.!?])\s|[。！？]/)) {
      const pairs = [...sentence.matchAll(PAIR)].map(({ groups }) => groups!);
      const isZeroOf = ({ name, number }: (typeof pairs)[number]): boolean =>
        isZero(number ?? '1') && (bases.has(name!) || name === 't');
      const isExample = pairs.some(({ name }) => name === 'g');
      const isOther = ({ name, number }: (typeof pairs)[number]): boolean =>
        bases.has(name!) && !isZero(number ?? '1');
      if (!isExample && pairs.some(isZeroOf) && pairs.some(isOther)) return toldAt(sentence);
    }
  }
  return null;
}

function startsInRow(line: string, states: ReadonlySet<string>): boolean {
  const cells = line.split('|').map((cell) => cell.trim());
  const isState = cells.some((cell) => states.has(cell.replace(/[$`\\*]/g, '')));
  const values = cells.flatMap((cell) =>
    CELL.test(cell) ? [CELL.exec(cell)!.groups!['number'] ?? '1'] : [],
  );
  return isState && values.length === 1 && !isZero(values[0]!);
}
