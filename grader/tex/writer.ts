/** What the parts of the LaTeX → Markdown conversion share: where text goes, and how they call one another. */
import type { Block } from './blocks.ts';
import type { Range, TexDocument } from './document.ts';
import type { MacroDefinition } from './macros.ts';
import type { OwnEnvironment } from './own-environments.ts';
import { paragraph } from './paragraph.ts';
import type { Piece } from './paragraph.ts';
import type { Style } from './vocabulary.ts';

export interface ConversionContext {
  /** Macros to expand in text, by name with backslash. */
  macros: ReadonlyMap<string, MacroDefinition>;
  /** The author's own environments by name. */
  environments: ReadonlyMap<string, OwnEnvironment>;
  /** @param at offset in the outermost source */
  warn: (at: number, message: string) => void;
  /** Path of an image in the project for the name in `\includegraphics`. */
  image: (name: string, at: number) => string;
  /** The text of a file of the project, such as code to print; null when there is none of that name. */
  code: (name: string) => string | null;
  /** Expansions still allowed; a macro may call others without end. */
  expansionsLeft: number;
}

/** What is being written: finished blocks and the pieces of the paragraph at hand. */
export class Flow {
  blocks: Block[] = [];
  pieces: Piece[] = [];
  blank = false;

  text(text: string): void {
    if (text !== '') this.pieces.push({ kind: 'text', text });
  }

  markup(text: string): void {
    if (text !== '') this.pieces.push({ kind: 'markup', text });
  }

  block(kind: Block['kind'], markdown: string): void {
    this.flush();
    if (markdown !== '') this.#push(kind, markdown);
  }

  flush(): void {
    const markdown = paragraph(this.pieces);
    this.pieces = [];
    if (markdown !== '') this.#push('paragraph', markdown);
  }

  endParagraph(): void {
    this.flush();
    this.blank = true;
  }

  #push(kind: Block['kind'], markdown: string): void {
    this.blocks.push({ kind, markdown, blankBefore: this.blank });
    this.blank = false;
  }
}

/** The conversion of one source; see `markdown.ts`. */
export interface Writer {
  readonly document: TexDocument;
  readonly context: ConversionContext;
  /** Tokens that are not part of the text, such as the `\begin` of a list whose items are headings. */
  readonly dropped: ReadonlySet<number>;
  /** Styles that are open, from the outside in. */
  readonly styles: Style[];
  /** Captions by the index of their image; empty at the index of a caption that stands with its image. */
  readonly captions: Map<number, string>;
  blocks: (range: Range) => Block[];
  walk: (range: Range, flow: Flow) => Flow;
  /** A range as one line of Markdown. */
  inline: (range: Range) => string;
  /** TeX that stands elsewhere than in the text, such as an option of the token at `index`, as one line of Markdown. */
  written: (tex: string, index: number) => string;
  /** Writes out the author's own macro at `index`; null when it has not all of its arguments. */
  expand: (macro: MacroDefinition, index: number, limit: number, flow: Flow) => number | null;
  /** Offset of a token in the outermost source. */
  place: (index: number) => number;
  warn: (index: number, message: string) => void;
}

/** The value of a record's own property: names come from students. */
export function own<T>(record: Record<string, T>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

/** Text as TeX sets it. */
export function ligatures(text: string): string {
  if (text === '~') return ' ';
  return text
    .replace(/---/g, '—')
    .replace(/--/g, '–')
    .replace(/``/g, '“')
    .replace(/''/g, '”')
    .replace(/`/g, '‘');
}
