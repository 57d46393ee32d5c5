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
  const { raws, pieces } = readFormulas(markdown, macros, notices);
  const notation = findNotation(pieces, raws);
  const gradient = statedGradient(markdown, notation);
  const candidates = raws.flatMap((raw): Candidate[] => {
    const target = readTarget(raw.left, notation);
    return target ? [candidate(raw, target, notation)] : [];
  });
  if (candidates.length === 0) {
    throw new Unreadable(
      placeOf(markdown),
      'no equation that assigns something was found',
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
  return assemble(chosen, notation, isGradient, assumptions, notices);
}

function placeOf(markdown: string): Place {
  return { source: markdown.slice(0, 200), offset: 0, token: /\S+/.exec(markdown)?.[0]?.slice(0, 40) ?? '' };
}

function readFormulas(
  markdown: string,
  macros: Record<string, string>,
  notices: string[],
): { raws: RawEquation[]; pieces: Piece[] } {
  const shared: Macros = { ...macros };
  const raws: RawEquation[] = [];
  const pieces: Piece[] = [];
  let prose = '';
  for (const formula of findFormulas(markdown)) {
    // In "initialise $m = 0$, $v = 0$" the words hold for both.
    prose = /^[\s,;]*(and)?[\s,;]*$/i.test(formula.before) && !formula.display ? prose : formula.before;
    try {
      const { nodes, input } = parseTex(formula.source, formula.display, shared);
      const own = toPieces(nodes, formula.source, input);
      pieces.push(...own, { kind: 'break', wide: true, text: '', at: placeOf(formula.source) });
      raws.push(...splitEquations(own, prose, formula.display));
    } catch (error) {
      if (!(error instanceof Unreadable) || formula.display) throw error;
      notices.push(`The formula “${formula.source.slice(0, 60)}” could not be read: ${error.message}.`);
    }
  }
  return { raws, pieces };
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
