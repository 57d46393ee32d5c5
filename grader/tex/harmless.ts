/**
 * What of an answer's formulas may go into a `.tex` that somebody else compiles: the commands that KaTeX draws, and those
 * that the answer defines from them. TeX itself can read and write files and run programs, and every reader of an export
 * would run what a student wrote. A list of what is harmful would never be complete; this is one of what is harmless.
 */
import katex from 'katex';
import { COMPATIBLE_COMMANDS, NOT_IN_LATEX } from './compat.ts';

/** KaTeX draws or defines by them; in TeX they do more. */
const MORE_IN_TEX = new Set(
  'gdef edef xdef global long futurelet expandafter noexpand message errmessage show includegraphics href url htmlClass htmlId htmlStyle htmlData verb begingroup endgroup bgroup egroup'.split(
    ' ',
  ),
);

/** An answer that defined one of these would have it as TeX's own where its definition fails: `\newcommand{\input}…`. */
const RESERVED = new Set(
  `input include includeonly endinput InputIfFileExists IfFileExists openin closein read readline openout closeout write
  immediate special shipout output catcode lccode uccode mathcode sfcode delcode active csname endcsname lowercase uppercase
  scantokens everypar everymath everydisplay everyhbox everyvbox everyjob everycr everyeof afterassignment aftergroup toks
  the number jobname directlua latelua luaexec luadirect luafunction luadef luabytecode pdfobj pdfliteral pdfcatalog
  pdfximage pdffilesize pdffiledump pdfmdfivesum pdfstrcmp pdfshellescape ShellEscape usepackage RequirePackage
  documentclass makeatletter makeatother begin end dump batchmode nonstopmode scrollmode errorstopmode def gdef edef xdef let
  futurelet newcommand renewcommand providecommand newwrite newread typein typeout filecontents lstinputlisting verbatiminput
  VerbatimInput VerbatimOut includegraphics escapechar endlinechar newlinechar expandafter noexpand`
    .trim()
    .split(/\s+/),
);

/** Known here beside KaTeX's own: `formula.ts` gives them a meaning. */
const COMPATIBLE = new Set(
  'label ref eqref DeclareMathOperator ensuremath intertext begin end newcommand renewcommand providecommand def let'.split(
    ' ',
  ),
);
const ENVIRONMENTS = new Set(
  'eqnarray eqnarray* multline multline* flalign flalign* displaymath math'.split(' '),
);

/** KaTeX's names of one school's colours, from `\blueA` to `\grayI`. */
const KHAN_COLOR = /^(?:blue|teal|green|gold|red|maroon|purple|mint|gray)[A-I]$/;

const TOKEN = /\\(?:[A-Za-z@]+|[^A-Za-z@]?)|\^\^/gs;
const DEFINED =
  /\\(?:(?:re|provide)?newcommand|providecommand|renewcommand|DeclareMathOperator|def|let)\*?\s*\{?\s*\\([A-Za-z]+)/g;

export class HarmlessFormulas {
  readonly #known = new Map<string, boolean>();
  readonly #own: Set<string>;

  /** @param macros names that the sheet defines, with their backslash */
  constructor(macros: Iterable<string>) {
    this.#own = new Set([...macros].map((name) => name.slice(1)));
  }

  /** What a formula has that is not harmless, each once; what it defines is known from here on. */
  harmIn(tex: string): string[] {
    const defined = [...tex.matchAll(DEFINED)].map(([, name]) => name!);
    const harm = new Set(defined.filter((name) => RESERVED.has(name)).map((name) => `\\${name}`));
    const isNew = (name: string): boolean => defined.includes(name);
    for (const { 0: token, index } of tex.matchAll(TOKEN)) {
      const name = token.slice(1);
      if (token === '^^') harm.add(token);
      else if (name === 'begin' || name === 'end') {
        const environment = /^\s*\{([^{}]*)\}/.exec(tex.slice(index + token.length, index + 80))?.[1];
        if (environment === undefined || !this.#isEnvironment(environment))
          harm.add(`${token}{${environment ?? ''}}`);
      } else if (!this.#own.has(name) && !isNew(name) && !this.#isCommand(name)) harm.add(token);
    }
    if (harm.size === 0) for (const name of defined) this.#own.add(name);
    return [...harm];
  }

  #isCommand(name: string): boolean {
    if (name.includes('@') || MORE_IN_TEX.has(name) || NOT_IN_LATEX.has(name) || KHAN_COLOR.test(name))
      return false;
    if (COMPATIBLE.has(name) || COMPATIBLE_COMMANDS.has(`\\${name}`)) return true;
    return this.#asksKatex(`\\${name} `, 'Undefined control sequence');
  }

  #isEnvironment(name: string): boolean {
    return ENVIRONMENTS.has(name) || this.#asksKatex(`\\begin{${name}}\\end{${name}}`, 'No such environment');
  }

  /** Whether KaTeX reads it without this complaint; it may miss arguments. */
  #asksKatex(tex: string, complaint: string): boolean {
    const known = this.#known.get(tex);
    if (known !== undefined) return known;
    let isKnown = true;
    try {
      katex.renderToString(tex, { strict: 'ignore', trust: true, maxExpand: 100, throwOnError: true });
    } catch (error) {
      isKnown = error instanceof katex.ParseError && !error.rawMessage.startsWith(complaint);
    }
    this.#known.set(tex, isKnown);
    return isKnown;
  }
}
