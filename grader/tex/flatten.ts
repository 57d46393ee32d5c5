/** A project's main file with its `\input` and `\include` files in their places, and the way back to file and line. */
import { tokenize } from './tokens.ts';

export interface TexProblem {
  severity: 'error' | 'warning';
  file: string;
  /** 1-based; null where the file as a whole is meant. */
  line: number | null;
  message: string;
}

interface Piece {
  /** Offset of the piece in the joined source. */
  start: number;
  file: string;
  /** Offset of the piece in its file. */
  offset: number;
}

/** The joined source. */
class JoinedSource {
  text = '';
  readonly #pieces: Piece[] = [];
  readonly #lineStarts = new Map<string, number[]>();

  append(file: string, whole: string, from: number, to: number): void {
    if (!this.#lineStarts.has(file)) {
      const starts = [0];
      for (let at = whole.indexOf('\n'); at >= 0; at = whole.indexOf('\n', at + 1)) starts.push(at + 1);
      this.#lineStarts.set(file, starts);
    }
    this.#pieces.push({ start: this.text.length, file, offset: from });
    this.text += whole.slice(from, to);
  }

  /** File and 1-based line of an offset in the joined source. */
  place(at: number): { file: string; line: number } {
    const piece = this.#pieces[lastNotAfter(this.#pieces, (candidate) => candidate.start, at)];
    if (piece === undefined) return { file: '', line: 1 };
    const starts = this.#lineStarts.get(piece.file) ?? [0];
    return {
      file: piece.file,
      line: lastNotAfter(starts, (start) => start, piece.offset + at - piece.start) + 1,
    };
  }
}

/** Index of the last item whose key is at most `limit`, 0 when all are greater. */
function lastNotAfter<T>(items: T[], key: (item: T) => number, limit: number): number {
  let low = 0;
  let high = items.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (key(items[middle]!) <= limit) low = middle;
    else high = middle - 1;
  }
  return low;
}

const MAX_DEPTH = 8;
/** UTF-16 units of the joined source; a sheet has some 20 kB. */
export const MAX_SOURCE = 400_000;

/**
 * @param texts the project's `.tex` files, decoded, by path
 * @param main path of the file to begin with
 */
export function flatten(
  texts: Map<string, string>,
  main: string,
): { source: JoinedSource; used: Set<string>; problems: TexProblem[] } {
  const source = new JoinedSource();
  const used = new Set<string>();
  const problems: TexProblem[] = [];
  let full = false;

  const visit = (file: string, open: string[]): void => {
    const text = texts.get(file) ?? '';
    used.add(file);
    // A file read by another may be a document of its own, as the packages subfiles and standalone have it.
    const body = open.length > 1 ? documentBody(text) : { from: 0, to: text.length };
    let copied = body.from;
    for (const { from, to, name } of inputs(text)) {
      if (from < body.from || from >= body.to) continue;
      const line = text.slice(0, from).split('\n').length;
      const report = (message: string): void =>
        void problems.push({ severity: 'error', file, line, message });
      const path = resolveTex(texts, name, main, file);
      if (full) return;
      if (path === null)
        report(`The file ${name} is not in the upload: what it holds is missing from the answers.`);
      else if (open.includes(path)) report(`${path} reads itself.`);
      else if (open.length >= MAX_DEPTH)
        report(`Files are nested more than ${MAX_DEPTH} deep; ${path} was not read.`);
      else {
        source.append(file, text, copied, from);
        visit(path, [...open, path]);
        copied = to;
      }
    }
    if (source.text.length + body.to - copied > MAX_SOURCE) {
      if (!full)
        problems.push({
          severity: 'error',
          file,
          line: null,
          message: `A sheet may have ${MAX_SOURCE} characters; the rest was not read.`,
        });
      full = true;
      return;
    }
    source.append(file, text, copied, body.to);
  };
  visit(main, [main]);
  return { source, used, problems };
}

/** What stands between `\begin{document}` and `\end{document}`; all of a text that has no such lines. */
function documentBody(text: string): { from: number; to: number } {
  if (!text.includes('document')) return { from: 0, to: text.length };
  const tokens = tokenize(text);
  const begin = tokens.find(({ kind, name }) => kind === 'begin' && name === 'document');
  const end = tokens.findLast(({ kind, name }) => kind === 'end' && name === 'document');
  return begin === undefined
    ? { from: 0, to: text.length }
    : { from: begin.to, to: end?.from ?? text.length };
}

/** `\input{a}`, `\input a`, `\include{a}`, `\subfile{a}` and `\import{folder}{a}`, outside comments and verbatim text. */
function inputs(text: string): { from: number; to: number; name: string }[] {
  if (!/\\(?:input|include|subfile|(?:sub)?import)(?![A-Za-z])/.test(text)) return [];
  return tokenize(text).flatMap(({ kind, name, from, to }) => {
    if (kind !== 'command') return [];
    if (name === 'import' || name === 'subimport') {
      const match = /^\s*\{\s*([^{}\n]*?)\/?\s*\}\s*\{\s*([^{}\n]+?)\s*\}/.exec(text.slice(to, to + 300));
      return match === null ? [] : [{ from, to: to + match[0].length, name: `${match[1]}/${match[2]}` }];
    }
    if (!/^(?:input|include|subfile)$/.test(name)) return [];
    const match = /^\s*(?:\{\s*([^{}\n]+?)\s*\}|([^\s{}\\%]+))/.exec(text.slice(to, to + 300));
    return match === null ? [] : [{ from, to: to + match[0].length, name: match[1] ?? match[2] ?? '' }];
  });
}

/** TeX looks beside the main file, whatever file the `\input` stands in; `\subimport` beside that file. */
function resolveTex(texts: Map<string, string>, name: string, main: string, file: string): string | null {
  const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);
  const clean = name.replace(/^(?:\.?\/)+/, '');
  return (
    [folderOf(main), '', folderOf(file)]
      .flatMap((folder) => [folder + clean, `${folder}${clean}.tex`])
      .find((path) => texts.has(path)) ?? null
  );
}
