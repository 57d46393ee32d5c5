/** Reads one YAML file against a schema; every mistake with its line. */
import { isMap, LineCounter, parseDocument, type Document } from 'yaml';
import type { z } from 'zod';
import type { Problem } from '../../contract/assignment.ts';
import { placeOf, wordsOf, yamlWords } from './words.ts';

export interface YamlFile<T> {
  value: T | null;
  problems: Problem[];
  /** 1-based line of the value at a path, of its nearest parent where it is missing. */
  lineOf: (path: readonly PropertyKey[]) => number;
}

export function readYaml<S extends z.ZodType>(file: string, text: string, schema: S): YamlFile<z.output<S>> {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: true,
    logLevel: 'error',
  });
  const lineOf = (path: readonly PropertyKey[]) => lines.linePos(offsetOf(document, path)).line;
  const syntax = syntaxProblems(file, text, document, lines);
  if (syntax.length > 0) return { value: null, problems: syntax, lineOf };
  let content: unknown;
  try {
    // Aliases are how a small file becomes an endless one.
    content = document.toJS({ maxAliasCount: 100 });
  } catch {
    const message = 'too much of it is repeated by aliases (*name): write it out';
    return { value: null, problems: [{ severity: 'error', file, line: 1, message }], lineOf };
  }
  const garbled = garbledPath(content);
  if (garbled !== null) {
    const message = `${placeOf(garbled)}: holds \\0 or half a character (\\uD800 to \\uDFFF), which no text can hold`;
    return { value: null, problems: [{ severity: 'error', file, line: lineOf(garbled), message }], lineOf };
  }
  const parsed = schema.safeParse(content, { error: wordsOf });
  if (parsed.success) return { value: parsed.data, problems: [], lineOf };
  const problems = parsed.error.issues.map((issue): Problem => {
    const unknown = issue.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
    const path = unknown === undefined ? issue.path : [...issue.path, unknown];
    const where = issue.path.length > 0 ? `${placeOf(issue.path)}: ` : '';
    return { severity: 'error', file, line: lineOf(path), message: where + issue.message };
  });
  return { value: null, problems, lineOf };
}

/** Where a text is that no database stores: an escape of YAML makes what no editor writes. Null where all can be stored. */
function garbledPath(value: unknown, path: readonly PropertyKey[] = []): readonly PropertyKey[] | null {
  if (typeof value === 'string') return value.includes('\0') || !value.isWellFormed() ? path : null;
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, each] of Object.entries(value)) {
    const place = [...path, Array.isArray(value) ? Number(key) : key];
    const found = garbledPath(key, place) ?? garbledPath(each, place);
    if (found !== null) return found;
  }
  return null;
}

/** What makes it no YAML. What stands on the next line is a consequence, as a rule. */
function syntaxProblems(file: string, text: string, document: Document, lines: LineCounter): Problem[] {
  const problems: Problem[] = [];
  let last = -1;
  for (const error of [...document.errors, ...document.warnings]) {
    const message = yamlWords(error);
    const begin = message.endsWith('is not closed') ? openedAt(text) : null;
    const { line } = lines.linePos(begin ?? error.pos[0]);
    if (line > last + 1 || last < 0) problems.push({ severity: 'error', file, line, message });
    last = Math.max(last, lines.linePos(error.pos[0]).line, line);
  }
  return problems;
}

/** Where the quotation mark or bracket stands that is never closed; null where all are. */
function openedAt(text: string): number | null {
  const open: number[] = [];
  for (const { index, 0: token } of text.matchAll(
    /(?<=^|\s)#.*|"(?:[^"\\]|\\[^])*"|(?<!\w)'[^']*'|["[\]{}]|(?<!\w)'/gm,
  )) {
    if (token === '"' || token === "'") return index;
    if (token === '[' || token === '{') open.push(index);
    else if (token === ']' || token === '}') open.pop();
  }
  return open.at(-1) ?? null;
}

/** Where in the file a path stands: the key where there is one, else the deepest part of the path that exists. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  for (let depth = path.length; depth > 0; depth--) {
    const parent = document.getIn(path.slice(0, depth - 1), true);
    if (isMap(parent)) {
      const pair = parent.items.find((item) => String(item.key) === String(path[depth - 1]));
      const key = pair?.key as { range?: [number, number, number] } | undefined;
      if (key?.range) return key.range[0];
    }
    const node = document.getIn(path.slice(0, depth), true) as
      { range?: [number, number, number] } | undefined;
    if (node?.range) return node.range[0];
  }
  return 0;
}
