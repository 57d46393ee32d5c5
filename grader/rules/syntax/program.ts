/** Python and JavaScript by the grammars of the editor, as nodes that are the same for both. */
import type { SyntaxNode, Tree } from '@lezer/common';
import { parser as script } from '@lezer/javascript';
import { parser as python } from '@lezer/python';
import { blank } from '../lexicon.ts';
import { placeIn, Unreadable } from '../place.ts';
import { remembered } from '../remembered.ts';
import { isTypedFence, languagesOf } from './typed/languages.ts';
import type { Grammar, Language } from './typed/languages.ts';
import { TypedReader } from './typed/objects.ts';
import { isNameNode, Reader } from './statements.ts';
import type { Statement } from './nodes.ts';

export interface Program {
  text: string;
  statements: Statement[];
  /** Python or JavaScript, where its fence says so. */
  language?: string;
  /** That all its names are declared has been asked for. */
  isDeclared?: boolean;
}

/** With the types of TypeScript. */
const javascript = script.configure({ dialect: 'ts' });

/** A method without its class. */
const method = javascript.configure({ top: 'SingleClassItem' });

/** Letters with their accents, digits and underscores: other signs, such as √ and ←, belong to pseudo-code. */
const IDENTIFIER = /^[\p{L}\p{M}\p{N}_$#]+$/u;

/** What a part of a program begins with when it is cut out: `} else if (…) {`. */
const DANGLING = /^\s*\}?\s*else\b(?=\s*(?:if\b|\{))/;

/** What a notebook is told: `%matplotlib inline`, `!pip install torch`. */
const MAGIC = /^[%!]\w.*$/gm;

/** `1.` and `1.e-8`: to the grammar of Python a number without decimals is one with a member. */
const BARE_POINT = /(?<![\w.])(\d+)\.(?:(?=[^\w.^'])|([eE][-+]?\d+)\b)/g;

const withoutBarePoints = (code: string): string =>
  code.replace(BARE_POINT, (all, whole: string, power = '') => `${whole}${power}`.padEnd(all.length));

/** `[a[i], a[j]] = [a[j], a[i]]`, which the grammar does not have: two entries change their places. */
const SWAP = /\[\s*(\w+)\[(\w+)\],\s*\1\[(\w+)\]\s*\]\s*=\s*\[\s*\1\[\3\],\s*\1\[\2\]\s*\]/g;

const withSwaps = (code: string): string =>
  code.replace(SWAP, (all, of: string, one: string, other: string) =>
    `swap(${of}, ${one}, ${other})`.padEnd(all.length),
  );

/** What a fence is called that is no program, or one in Python or JavaScript. */
const OTHERWISE =
  /^(?:|py\w*|js|jsx|ts|tsx|javascript|typescript|te?xt|plain\w*|pseudo.*|algorithm\w*|math|none|[^a-z].*)$/;

/** Has a language a grammar here, or is what a fence says no language? */
export const isReadOrNone = (fence: string): boolean => OTHERWISE.test(fence) || isTypedFence(fence);

/** In what is written otherwise nearly everything is an error, and to recover from each takes most of the time. */
const strictOf = remembered((grammar: Grammar): Grammar => grammar.configure({ strict: true }));

/** Null where it is none; of a fence only a comma too many is passed over. */
function parsed(grammar: Grammar, text: string, isFenced: boolean): Tree | null {
  try {
    return strictOf(grammar).parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    // "No parse at 12"
    const at = Number(/\d+$/.exec(error.message)?.[0]);
    return isFenced && text[at] === ',' ? grammar.parse(text) : null;
  }
}

/** `double lr = 0.1, b = 0.9;` in a class of C++, of which its grammar knows one alone. */
const isComma = ({ parent, from, to }: SyntaxNode, text: string): boolean =>
  parent?.name === 'FieldDeclaration' && text.slice(from, to) === ',';

function isClean(tree: Tree, text: string): boolean {
  let found = true;
  tree.iterate({
    enter: (each) => {
      if (each.type.isError && !isComma(each.node, text)) found = false;
      if (isNameNode(each.name) && !IDENTIFIER.test(text.slice(each.from, each.to))) found = false;
    },
  });
  return found;
}

/** `G <- rep(0, n)` of R, which would be a comparison. */
const ARROW = /^[ \t]*[\w.]+(?:\[[^\]\n]*\])?[ \t]*<<?-[ \t]/m;

/**
 * The program that a text is; null where it is none in a language that is known here.
 * @param language null for text in no fence; '' where the fence does not name one
 */
export function programOf(code: string, language: string | null): Program | null {
  if (ARROW.test(code)) return null;
  const typed = languagesOf(language ?? '');
  const isTyped = isTypedFence(language ?? '');
  const ways = [
    ...(isTyped
      ? []
      : SCRIPTS.test(language ?? '')
        ? [javascript, method, python]
        : [python, javascript, method]),
    ...typed,
  ];
  for (const way of ways) {
    const program =
      'parser' in way ? typedProgram(code, way, language !== null) : scriptProgram(code, way, language);
    if (!program) continue;
    // Words alone are no program.
    const isCode = program.statements.some(
      (each) => each.kind !== 'skip' && (each.kind !== 'do' || each.value.kind === 'call'),
    );
    return isCode || isTyped ? program : null;
  }
  return isTyped ? notRead(code, typed[0]!) : null;
}

/** Line by line numbers, copies and hidden variables would be taken for those of formulas. */
function notRead(code: string, { parser }: Language): Program {
  let from = 0;
  parser.parse(code).iterate({
    enter: ({ type, from: at }) => {
      if (type.isError) from ||= at;
    },
  });
  const at = { from, to: from };
  const reason = 'code that its language does not have';
  const help = 'Write it whole, without what is left out, or write the update as equations.';
  const why = new Unreadable(placeIn(code, from), reason, help, true);
  return { text: code, statements: [{ kind: 'do', value: { kind: 'other', why, ...at }, ...at }] };
}

const SCRIPTS = /^(?:js|javascript|jsx|ts|typescript)$/i;

const NAMED = /^(?:py\w*|ipython\w*|jsx?|tsx?|javascript|typescript)$/i;

function scriptProgram(code: string, grammar: Grammar, language: string | null): Program | null {
  const outdented = dedented(code.replace(MAGIC, blank));
  const text = code.replace(DANGLING, blank);
  // A block at the end has to be ended by a line break.
  const source =
    grammar === method
      ? text.trimEnd()
      : `${grammar === python ? withoutBarePoints(outdented) : withSwaps(text)}\n`;
  const tree = parsed(grammar, source, language !== null);
  if (!tree || !isClean(tree, source)) return null;
  const isNamed = language !== null && NAMED.test(language);
  const read = new Reader(source, isNamed).block(tree.topNode);
  const statements: Statement[] =
    grammar === method ? [{ kind: 'class', name: '', body: read, from: 0, to: source.length }] : read;
  return { text: grammar === python ? outdented : code, statements, ...(isNamed && { language }) };
}

function typedProgram(code: string, language: Language, isFenced: boolean): Program | null {
  const text = code.replace(DANGLING, blank);
  for (const [before, behind] of language.around) {
    const source = `${before}${text}\n${behind}`;
    const tree = parsed(language.parser, source, isFenced);
    if (tree && isClean(tree, source))
      return {
        text: code,
        statements: new TypedReader(source, language, before.length).program(tree.topNode),
        isDeclared: true,
      };
  }
  return null;
}

/** An indented block is a program of its own; its lines keep their places. */
function dedented(code: string): string {
  const first = /^[ \t]*(?=\S)/m.exec(code)?.[0] ?? '';
  if (first === '') return code;
  const lines = code.split('\n');
  if (!lines.every((line) => line.trim() === '' || line.startsWith(first))) return code;
  return lines
    .map((line) => {
      // Nothing may stand behind the backslash of a line that goes on.
      const [, text = '', end = ''] = /^(.*?)(\\?)$/.exec(line.slice(first.length))!;
      return `${text.padEnd(line.length - end.length)}${end}`;
    })
    .join('\n');
}
