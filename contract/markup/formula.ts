/** One formula → HTML for eyes and MathML for screen readers, by KaTeX, within limits. */
import katex from 'katex';
import { LruCache } from './cache.ts';
import { initialDefinitions, openDefinitions, type Definitions, type Macros } from './definitions.ts';
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
 * LaTeX that KaTeX lacks, of its packages too. Labels and references are names without a number here, so they show what the author typed.
 */
const COMPATIBILITY: Macros = {
  '\\label': { tokens: [], numArgs: 1 },
  '\\ref': '\\text{#1}',
  '\\eqref': '(\\text{#1})',
  '\\DeclareMathOperator': '\\@ifstar\\@declareoperatorlimits\\@declareoperator',
  '\\@declareoperator': '\\providecommand{#1}{}\\renewcommand{#1}{\\operatorname{#2}}',
  '\\@declareoperatorlimits': '\\providecommand{#1}{}\\renewcommand{#1}{\\operatorname*{#2}}',
  '\\mathds': '\\mathbb{#1}',
  '\\mathbbm': '\\mathbb{#1}',
  '\\ensuremath': '#1',
  '\\xspace': { tokens: [], numArgs: 0 },
  '\\intertext': '\\text{#1}\\\\',
  '\\shortintertext': '\\text{#1}\\\\',
  '\\num': '\\mathrm{#1}',
  '\\abs': '\\@ifstar\\@abs\\@abs',
  '\\@abs': '\\left\\lvert #1\\right\\rvert',
  '\\norm': '\\@ifstar\\@norm\\@norm',
  '\\@norm': '\\left\\lVert #1\\right\\rVert',
};

/** Environments that KaTeX lacks or has with fewer columns, by the nearest one that it has. */
export const ENVIRONMENTS: Record<string, [begin: string, end: string]> = {
  eqnarray: ['\\begin{array}{rcl}', '\\end{array}'],
  'eqnarray*': ['\\begin{array}{rcl}', '\\end{array}'],
  multline: ['\\begin{gather}', '\\end{gather}'],
  'multline*': ['\\begin{gather*}', '\\end{gather*}'],
  flalign: ['\\begin{align}', '\\end{align}'],
  'flalign*': ['\\begin{align*}', '\\end{align*}'],
  split: ['\\begin{aligned}', '\\end{aligned}'],
  displaymath: ['', ''],
  math: ['', ''],
};

/** A formula as KaTeX draws it where certain definitions are in force. */
interface Drawn {
  result: FormulaResult;
  /** Tokens that KaTeX read. */
  tokens: number;
  /** In force behind it. */
  after: Definitions;
}

/** Formulas drawn before, of any answer: what is drawn depends on nothing but the key. */
export class FormulaCache {
  readonly #initial: LruCache<Definitions>;
  readonly #drawn: LruCache<Drawn>;

  /** @param size characters that the formulas kept may have; with 0 none is kept */
  constructor(size: number) {
    this.#initial = new LruCache(size / 8);
    this.#drawn = new LruCache(size);
  }

  /** What an answer begins with under the sheet's macros. */
  initial(macros: Record<string, string>): Definitions {
    const key = JSON.stringify(macros);
    const known = this.#initial.get(key);
    if (known !== undefined) return known;
    const definitions = initialDefinitions({ ...COMPATIBILITY, ...macros });
    this.#initial.set(key, definitions, key.length);
    return definitions;
  }

  draw(tex: string, display: boolean, before: Definitions): Drawn {
    const key = `${before.id} ${display ? 'display' : 'inline'} ${tex}`;
    const known = this.#drawn.get(key);
    if (known !== undefined) return known;
    const drawn = draw(tex, display, before);
    const html = drawn.result.ok ? drawn.result.html.length : 0;
    const defined = drawn.after === before ? 0 : drawn.after.size * TOKEN_SIZE;
    this.#drawn.set(key, drawn, key.length + html + defined + ENTRY_SIZE);
    return drawn;
  }
}

/** Memory of a token of a definition, and of an entry of the cache beside its text, in characters. */
const TOKEN_SIZE = 60;
const ENTRY_SIZE = 200;

function draw(tex: string, display: boolean, before: Definitions): Drawn {
  let tokens = 0;
  const open = openDefinitions(before, () => {
    tokens += 1;
    if (tokens > MAX_FORMULA_TOKENS) throw new LimitExceeded();
  });
  const known = inKatexTerms(tex);
  const read = (): FormulaResult => {
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
        macros: open.macros,
      });
      return { ok: true, html };
    } catch (error) {
      return explain(error, known === tex);
    }
  };
  return { result: read(), tokens, after: open.close() };
}

/**
 * The formulas of one answer. They share their macros, so that a `\newcommand` holds from where it stands to the end
 * of the answer and never reaches another one.
 */
export class FormulaRenderer {
  readonly #cache: FormulaCache;
  #definitions: Definitions;
  #tokens = 0;
  #html = 0;
  #broken = 0;

  constructor(macros: Record<string, string>, cache: FormulaCache) {
    this.#cache = cache;
    this.#definitions = cache.initial(macros);
  }

  /** @param tex the formula without its delimiters */
  render(tex: string, display: boolean): FormulaResult {
    if (tex.length > MAX_FORMULA)
      return failure(`A formula may have ${MAX_FORMULA} characters; this one has ${tex.length}.`);
    if (tex.split('#').length > MAX_PLACEHOLDERS)
      return failure('The macros of this formula have too many parameters.');
    if (
      this.#html > MAX_FORMULA_HTML ||
      this.#tokens > MAX_ANSWER_TOKENS ||
      this.#broken > MAX_BROKEN_FORMULAS
    )
      return failure('The formulas of this answer are too many to draw; this one is shown as text.');
    const { result, tokens, after } = this.#cache.draw(tex, display, this.#definitions);
    this.#definitions = after;
    this.#tokens += tokens;
    if (this.#tokens > MAX_ANSWER_TOKENS) return explain(new LimitExceeded(), false);
    if (result.ok) this.#html += result.html.length;
    else this.#broken += 1;
    return result;
  }
}

function inKatexTerms(tex: string): string {
  return (
    tex
      .replace(/\\(begin|end)\{([a-z]+\*?)\}/g, (whole, side: string, name: string) => {
        const known = Object.hasOwn(ENVIRONMENTS, name) ? ENVIRONMENTS[name] : undefined;
        return known === undefined ? whole : side === 'begin' ? known[0] : known[1];
      })
      // The underscore of \text{update_value}, which KaTeX takes for a script.
      .replace(/\\text\{[^{}$]*\}/g, (words) => words.replace(/(?<!\\)_/g, '\\_'))
      // v\_{t}, as Markdown is escaped: `\_` stands before braces in no other formula.
      .replace(/\\_(?=\{)/g, ' _')
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
