/** Macros that the author of a file defines, read where they stand. */
import type { TexDocument } from './document.ts';

export interface MacroDefinition {
  /** With its backslash. */
  name: string;
  /** Arguments; those beyond the first when `optional` is set. */
  parameters: number;
  /** Default of the first argument, null when there is none. */
  optional: string | null;
  body: string;
  /** Whether it has a starred form, as the delimiters of mathtools have. */
  starred: boolean;
  /** The definition on one line, without comments. */
  source: string;
  /** Offset in the source. */
  at: number;
  /** Index of the first token after it. */
  next: number;
}

/** Arguments of `\NewDocumentCommand` that `\newcommand` has too: one optional, then those in braces. */
const DOCUMENT_COMMAND =
  /\\(?:New|Renew|Provide|Declare)DocumentCommand\s*(?:\{\s*(\\[A-Za-z]+)\s*\}|(\\[A-Za-z]+))\s*\{\s*(?:(o)|O\s*\{([^{}\n]*)\})?((?:\s*\+?m)*)\s*\}\s*(?=\{)/y;

const DEFINITIONS = [
  DOCUMENT_COMMAND,
  /\\(?:(?:re|provide)?newcommand|DeclareRobustCommand)\*?\s*(?:\{\s*(\\[A-Za-z]+)\s*\}|(\\[A-Za-z]+))\s*(?:\[\s*(\d)\s*\])?\s*(?:\[([^\]\n]*)\])?\s*(?=\{)/y,
  /\\(?:re|provide)command\*?\s*(?:\{\s*(\\[A-Za-z]+)\s*\}|(\\[A-Za-z]+))\s*(?:\[\s*(\d)\s*\])?\s*(?:\[([^\]\n]*)\])?\s*(?=\{)/y,
  /\\g?def\s*(\\[A-Za-z]+)()(?:#\d)*()()\s*(?=\{)/y,
  /\\DeclareMathOperator\*?\s*(?:\{\s*(\\[A-Za-z]+)\s*\}|(\\[A-Za-z]+))()()\s*(?=\{)/y,
];

const LET = /\\let\s*(\\[A-Za-z]+)\s*=?\s*(\\[A-Za-z]+)/y;
const DELIMITERS =
  /\\DeclarePairedDelimiter\s*(?:\{\s*(\\[A-Za-z]+)\s*\}|(\\[A-Za-z]+))\s*\{([^{}\n]{1,40})\}\s*\{([^{}\n]{1,40})\}/y;

/** `\let\eps\varepsilon` and `\DeclarePairedDelimiter{\abs}{\lvert}{\rvert}`, as a `\newcommand` would say it. */
function shortDefinitionAt(document: TexDocument, index: number): MacroDefinition | null {
  const { from } = document.tokens[index]!;
  LET.lastIndex = from;
  DELIMITERS.lastIndex = from;
  const same = LET.exec(document.source);
  const pair = same === null ? DELIMITERS.exec(document.source) : null;
  const match = same ?? pair;
  if (match === null) return null;
  const name = (same === null ? (match[1] ?? match[2]) : match[1]) ?? '';
  const body = same === null ? `\\left${match[3]} #1\\right${match[4]}` : (match[2] ?? '');
  let next = index;
  while (next < document.tokens.length && document.tokens[next]!.from < from + match[0].length) next += 1;
  return {
    name,
    parameters: same === null ? 1 : 0,
    optional: null,
    body,
    starred: same === null,
    source: same === null ? `\\newcommand{${name}}[1]{${body}}` : `\\let${name}${body}`,
    at: from,
    next,
  };
}

/** The definition that begins at token `index`; null when none does or it cannot be read. */
export function definitionAt(document: TexDocument, index: number): MacroDefinition | null {
  const token = document.tokens[index];
  if (token?.kind === 'command' && /^(?:let|DeclarePairedDelimiter)$/.test(token.name))
    return shortDefinitionAt(document, index);
  if (
    token?.kind !== 'command' ||
    !/^(?:(?:re|provide)?newcommand|providecommand|renewcommand|g?def|DeclareMathOperator|DeclareRobustCommand|(?:New|Renew|Provide|Declare)DocumentCommand)$/.test(
      token.name,
    )
  )
    return null;
  for (const pattern of DEFINITIONS) {
    pattern.lastIndex = token.from;
    const match = pattern.exec(document.source);
    if (match === null) continue;
    const bodyStart = token.from + match[0].length;
    let open = index;
    while (open < document.tokens.length && document.tokens[open]!.from < bodyStart) open += 1;
    const body = document.delimited(open, document.tokens.length, '{');
    if (body === null) return null;
    const name = match[1] ?? match[2] ?? '';
    const operator = /^\\DeclareMathOperator(\*?)/.exec(match[0]);
    const isDocument = pattern === DOCUMENT_COMMAND;
    const optional = isDocument
      ? (match[4] ?? (match[3] === undefined ? null : ''))
      : match[3]
        ? (match[4] ?? null)
        : null;
    const parameters = isDocument
      ? (match[5]?.match(/m/g) ?? []).length + (optional === null ? 0 : 1)
      : match[3]
        ? Number(match[3])
        : new Set(match[0].match(/#\d/g)).size;
    const inner = document.uncommented(body);
    const written = operator === null ? inner : `\\operatorname${operator[1]}{${inner}}`;
    return {
      name,
      parameters,
      optional,
      body: written,
      starred: false,
      // KaTeX knows no `\NewDocumentCommand`, and `\DeclareMathOperator` stands in preambles only.
      source:
        operator !== null || isDocument
          ? `\\newcommand{${name}}${parameters > 0 ? `[${parameters}]` : ''}${optional === null ? '' : `[${optional}]`}{${oneLine(written)}}`
          : oneLine(document.uncommented({ from: index, to: body.next })),
      at: token.from,
      next: body.next,
    };
  }
  return null;
}

const oneLine = (source: string): string => source.replace(/\s*\n\s*/g, ' ').trim();

/** Every definition of a source, in its order. */
export function definitions(document: TexDocument): MacroDefinition[] {
  const found: MacroDefinition[] = [];
  for (let index = 0; index < document.tokens.length; index += 1) {
    const definition = definitionAt(document, index);
    if (definition === null) continue;
    found.push(definition);
    index = definition.next - 1;
  }
  return found;
}

/** A call of `macro` at token `index`, written out once; null when it has not all of its arguments. */
export function expansionAt(
  document: TexDocument,
  index: number,
  limit: number,
  macro: MacroDefinition,
): { text: string; values: string[]; next: number } | null {
  const values: string[] = [];
  let next = index + 1;
  for (let parameter = 0; parameter < macro.parameters; parameter += 1) {
    const at = document.skipSpace(next, limit);
    const optional = parameter === 0 && macro.optional !== null;
    const argument = document.delimited(at, limit, optional ? '[' : '{');
    if (argument === null && !optional) return null;
    values.push(argument === null ? (macro.optional ?? '') : document.slice(argument));
    next = argument?.next ?? next;
  }
  // A command before a parameter ends there: `\x#1` with "a" is not `\xa`.
  const text = macro.body.replace(
    /\\([A-Za-z]+|[^])(#\d)?|#\d/g,
    (whole, name?: string, parameter?: string) => {
      if (name !== undefined && parameter === undefined) return whole;
      const value = values[Number((parameter ?? whole).slice(1)) - 1] ?? '';
      return name === undefined
        ? value
        : `\\${name}${/[A-Za-z]$/.test(name) && /^[A-Za-z]/.test(value) ? ' ' : ''}${value}`;
    },
  );
  return {
    text,
    values,
    next,
  };
}

/** The definitions that `text` needs, directly or through one another, in the order in which they were made. */
export function neededBy(text: string, available: Map<string, MacroDefinition>): MacroDefinition[] {
  const needed = new Set<MacroDefinition>();
  const visit = (source: string): void => {
    for (const [name] of source.matchAll(/\\[A-Za-z]+/g)) {
      const definition = available.get(name);
      if (definition === undefined || needed.has(definition)) continue;
      needed.add(definition);
      visit(definition.body);
    }
  };
  visit(text);
  return [...needed].sort((one, other) => one.at - other.at);
}
