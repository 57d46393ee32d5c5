/** One formula → HTML for eyes and MathML for screen readers, by KaTeX, within limits. */
import katex from 'katex';
import 'katex/contrib/mhchem';
import {
  MAX_ANSWER_TOKENS,
  MAX_BROKEN_FORMULAS,
  MAX_FORMULA,
  MAX_FORMULA_HTML,
  MAX_FORMULA_TOKENS,
  MAX_PLACEHOLDERS,
} from './limits.ts';

export type FormulaResult =
  | { ok: true; html: string }
  /** `position` is the offset in the formula at which KaTeX stopped, null when it is not one place. */
  | { ok: false; message: string; position: number | null };

class LimitExceeded extends Error {}

/**
 * LaTeX that KaTeX lacks. Labels and references are names without a number here, so they show what the author typed.
 */
const COMPATIBILITY: Record<string, string | object> = {
  '\\label': { tokens: [], numArgs: 1 },
  '\\ref': '\\text{#1}',
  '\\eqref': '(\\text{#1})',
  '\\DeclareMathOperator': '\\@ifstar\\@declareoperatorlimits\\@declareoperator',
  '\\@declareoperator': '\\providecommand{#1}{}\\renewcommand{#1}{\\operatorname{#2}}',
  '\\@declareoperatorlimits': '\\providecommand{#1}{}\\renewcommand{#1}{\\operatorname*{#2}}',
  '\\mathds': '\\mathbb{#1}',
};

/** Environments that KaTeX lacks, by the nearest one that it has. */
const ENVIRONMENTS: Record<string, [begin: string, end: string]> = {
  eqnarray: ['\\begin{array}{rcl}', '\\end{array}'],
  'eqnarray*': ['\\begin{array}{rcl}', '\\end{array}'],
  multline: ['\\begin{gather}', '\\end{gather}'],
  'multline*': ['\\begin{gather*}', '\\end{gather*}'],
  flalign: ['\\begin{align}', '\\end{align}'],
  'flalign*': ['\\begin{align*}', '\\end{align*}'],
  displaymath: ['', ''],
  math: ['', ''],
};

/**
 * The formulas of one answer. They share their macros, so that a `\newcommand` holds from where it stands to the end
 * of the answer and never reaches another one.
 */
export class FormulaRenderer {
  #macros: Record<string, string | object>;
  #formulaTokens = 0;
  #answerTokens = 0;
  #html = 0;
  #broken = 0;

  constructor(macros: Record<string, string>) {
    // KaTeX looks every token up in its macros by calling their `hasOwnProperty`: the one place to count tokens.
    const countTokens = (): void => {
      this.#formulaTokens += 1;
      this.#answerTokens += 1;
      if (this.#formulaTokens > MAX_FORMULA_TOKENS || this.#answerTokens > MAX_ANSWER_TOKENS)
        throw new LimitExceeded();
    };
    const counting = {
      hasOwnProperty(name: string) {
        countTokens();
        return Object.hasOwn(this, name);
      },
    };
    this.#macros = Object.assign(
      Object.create(counting) as Record<string, string | object>,
      COMPATIBILITY,
      macros,
    );
  }

  /** @param tex the formula without its delimiters */
  render(tex: string, display: boolean): FormulaResult {
    if (tex.length > MAX_FORMULA)
      return failure(`A formula may have ${MAX_FORMULA} characters; this one has ${tex.length}.`);
    if (tex.split('#').length > MAX_PLACEHOLDERS)
      return failure('The macros of this formula have too many parameters.');
    if (
      this.#html > MAX_FORMULA_HTML ||
      this.#answerTokens > MAX_ANSWER_TOKENS ||
      this.#broken > MAX_BROKEN_FORMULAS
    )
      return failure('The formulas of this answer are too many to draw; this one is shown as text.');
    this.#formulaTokens = 0;
    const known = inKatexTerms(tex);
    try {
      const html = katex.renderToString(known, {
        displayMode: display,
        output: 'htmlAndMathml',
        trust: false,
        strict: 'ignore',
        maxSize: 20,
        maxExpand: 200,
        throwOnError: true,
        globalGroup: true,
        macros: this.#macros,
      });
      this.#html += html.length;
      return { ok: true, html };
    } catch (error) {
      this.#broken += 1;
      return explain(error, known === tex);
    }
  }
}

function inKatexTerms(tex: string): string {
  return (
    tex
      .replace(/\\(begin|end)\{([a-z]+\*?)\}/g, (whole, side: string, name: string) => {
        const known = Object.hasOwn(ENVIRONMENTS, name) ? ENVIRONMENTS[name] : undefined;
        return known === undefined ? whole : side === 'begin' ? known[0] : known[1];
      })
      // KaTeX predefines names that LaTeX leaves free (\R, \argmin) and would refuse an author's own.
      .replace(
        /\\(?:re)?newcommand\*?\s*(?:\{\s*(\\[A-Za-z]+)\s*\}|(\\[A-Za-z]+))/g,
        (_, braced?: string, bare?: string) =>
          `\\providecommand{${braced ?? bare}}{}\\renewcommand{${braced ?? bare}}`,
      )
  );
}

function failure(message: string): FormulaResult {
  return { ok: false, message, position: null };
}

function explain(error: unknown, placesHold: boolean): FormulaResult {
  if (error instanceof katex.ParseError)
    return { ok: false, message: error.rawMessage, position: placesHold ? (error.position ?? null) : null };
  if (error instanceof LimitExceeded) return failure('The macros of this formula expand to too much.');
  // Deep nesting overflows KaTeX's recursion.
  if (error instanceof RangeError) return failure('This formula is nested too deeply.');
  return failure(error instanceof Error ? error.message : 'KaTeX could not read this formula.');
}
