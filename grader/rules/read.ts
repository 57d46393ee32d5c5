/** From an answer to a `Model`: reads the formulas and their equations. */
import { assemble } from './assemble.ts';
import type { Reading } from './assemble.ts';
import { choose } from './choose.ts';
import type { Candidate } from './choose.ts';
import { readEquation, readTarget, splitEquations } from './equations.ts';
import type { RawEquation, Target } from './equations.ts';
import { isGradientName } from './gradients.ts';
import { findFormulas } from './markdown.ts';
import { nameLiterals, numberOf } from './model.ts';
import { findNotation } from './notation.ts';
import { toPieces } from './pieces.ts';
import type { Piece } from './pieces.ts';
import { Unreadable } from './place.ts';
import {
  explains,
  isAsideBetween,
  isBlank,
  isRejected,
  lastSentence,
  namedIn,
  qualifiesInText,
} from './prose.ts';
import type { Place } from './place.ts';
import type { Notation } from './symbols.ts';
import { parseTex } from './tex.ts';
import type { Macros } from './tex.ts';

const MAX_LENGTH = 20_000;
const MAX_EQUATIONS = 150;

export function readModel(markdown: string, macros: Record<string, string>): Reading {
  if (markdown.length > MAX_LENGTH) {
    throw new Unreadable(
      placeOf(markdown),
      `an answer of ${markdown.length} characters`,
      `Only answers up to ${MAX_LENGTH} characters are read.`,
    );
  }
  const notices: string[] = [];
  const assumptions: string[] = [];
  const { raws, pieces, unread, rejected } = readFormulas(markdown, macros, notices);
  const notation = findNotation(pieces, raws);
  const gradient = statedGradient(markdown, notation);
  const candidates = raws.flatMap((raw): Candidate[] => {
    const target = readTarget(raw.left, notation);
    return target ? [candidate(raw, target, notation)] : [];
  });
  if (candidates.length === 0) {
    throw new Unreadable(
      placeOf(markdown),
      rejected > 0
        ? 'the answer says of its only rule that it is not meant'
        : 'no equation that assigns something was found',
      'Write the update as an equation, such as $\\theta \\leftarrow \\theta - \\eta g$.',
    );
  }
  if (candidates.length > MAX_EQUATIONS) {
    throw new Unreadable(
      placeOf(markdown),
      `${candidates.length} equations`,
      `Only answers of up to ${MAX_EQUATIONS} equations are read.`,
    );
  }
  const isGradient = (name: string): boolean => isGradientName(name, notation) || name === gradient;
  const chosen = choose(candidates, notation, isGradient, assumptions);
  const reading = assemble(chosen, notation, isGradient, assumptions, notices);
  // What is assumed may stand in a formula that was not read.
  if (unread && reading.assumptions.length > 0) throw unread;
  return reading;
}

function placeOf(markdown: string): Place {
  return { source: markdown.slice(0, 200), offset: 0, token: /\S+/.exec(markdown)?.[0]?.slice(0, 40) ?? '' };
}

interface Formulas {
  raws: RawEquation[];
  pieces: Piece[];
  /** Why the first inline formula that holds an equation could not be read. */
  unread: Unreadable | null;
  /** How many formulas the answer does not stand by. */
  rejected: number;
}

function readFormulas(markdown: string, macros: Record<string, string>, notices: string[]): Formulas {
  const shared: Macros = { ...macros };
  const raws: RawEquation[] = [];
  const pieces: Piece[] = [];
  let prose = '';
  let explanations = 0;
  let unread: Unreadable | null = null;
  let rejected = 0;
  let isMeant = true;
  let sentence = '';
  let about: string | null = null;
  for (const formula of findFormulas(markdown)) {
    // In "initialise $m = 0$, $v = 0$" the words hold for both.
    if (formula.display || !isBlank(formula.before)) {
      prose = formula.before;
      if (explains(prose)) explanations++;
    }
    const last = raws.at(-1);
    const words = qualifiesInText(formula.before, formula.source);
    sentence = lastSentence(formula.display ? formula.before : `${sentence} ${formula.before}`);
    about = namedIn(formula.before) ?? about;
    if (last && words !== null) last.doubt ??= qualified(last, words);
    isMeant = isBlank(formula.before) ? isMeant : true;
    if (!isMeant || isRejected(formula.before, formula.behind)) {
      isMeant = false;
      rejected++;
      continue;
    }
    try {
      const { nodes, input } = parseTex(formula.source, formula.display, shared);
      const own = toPieces(nodes, formula.source, input);
      pieces.push(...own, { kind: 'break', wide: true, text: '', at: placeOf(formula.source) });
      const equations = splitEquations(own, prose, formula.display, explains(prose) ? explanations : 0);
      const isAside = isAsideBetween(sentence, formula.behind);
      raws.push(...equations.map((e) => ({ ...e, isAside, about })));
    } catch (error) {
      if (!(error instanceof Unreadable) || formula.display) throw error;
      if (/=|arrow|gets|←/.test(formula.source)) unread ??= error;
      notices.push(`The formula “${formula.source.slice(0, 60)}” could not be read: ${error.message}.`);
    }
  }
  return { raws, pieces, unread, rejected };
}

function qualified({ left, right }: RawEquation, words: string): Unreadable {
  const at = (left[0] ?? right[0])?.at ?? placeOf(words);
  return new Unreadable(at, `“${words}” behind an equation`, 'Write an equation that holds at every step.');
}

function candidate(raw: RawEquation, target: Target, notation: Notation): Candidate {
  try {
    const equation = readEquation(raw, target, notation);
    return {
      raw,
      target,
      equation: {
        ...equation,
        value: numberOf(equation.value) === null ? nameLiterals(equation.value) : equation.value,
      },
      error: null,
    };
  } catch (error) {
    if (error instanceof Unreadable) return { raw, target, equation: null, error };
    throw error;
  }
}

/** "where $d_t$ is the gradient" */
function statedGradient(markdown: string, notation: Notation): string | null {
  const match =
    /\$\\?(?:mathbf|vec|boldsymbol)?\{?([A-Za-z])\}?(?:_\{?[a-z]\}?)?\$ (?:is|be|denotes?|denoting|being|as) the (?:\w+ )?gradients?/i.exec(
      markdown,
    );
  const name = match?.[1] ?? null;
  return name !== null && !notation.targets.has(name) ? name : null;
}
