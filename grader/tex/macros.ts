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
  /** The definition on one line, without comments. */
  source: string;
  /** Offset in the source. */
  at: number;
  /** Index of the first token after it. */
  next: number;
}

const DEFINITIONS = [
  /\\(?:re|provide)?newcommand\*?\s*(?:\{\s*(\\[A-Za-z]+)\s*\}|(\\[A-Za-z]+))\s*(?:\[\s*(\d)\s*\])?\s*(?:\[([^\]\n]*)\])?\s*(?=\{)/y,
  /\\(?:re|provide)command\*?\s*(?:\{\s*(\\[A-Za-z]+)\s*\}|(\\[A-Za-z]+))\s*(?:\[\s*(\d)\s*\])?\s*(?:\[([^\]\n]*)\])?\s*(?=\{)/y,
  /\\g?def\s*(\\[A-Za-z]+)()(?:#\d)*()()\s*(?=\{)/y,
  /\\DeclareMathOperator\*?\s*(?:\{\s*(\\[A-Za-z]+)\s*\}|(\\[A-Za-z]+))()()\s*(?=\{)/y,
];

/** The definition that begins at token `index`; null when none does or it cannot be read. */
export function definitionAt(document: TexDocument, index: number): MacroDefinition | null {
  const token = document.tokens[index];
  if (
    token?.kind !== 'command' ||
    !/^(?:(?:re|provide)?newcommand|providecommand|renewcommand|g?def|DeclareMathOperator)$/.test(token.name)
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
    const parameters = match[3] ? Number(match[3]) : new Set(match[0].match(/#\d/g)).size;
    return {
      name: match[1] ?? match[2] ?? '',
      parameters,
      optional: match[4] ?? null,
      body: document.uncommented(body),
      source: document
        .uncommented({ from: index, to: body.next })
        .replace(/\s*\n\s*/g, ' ')
        .trim(),
      at: token.from,
      next: body.next,
    };
  }
  return null;
}

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
