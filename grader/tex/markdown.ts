/** LaTeX → Markdown + TeX. What Markdown cannot say stays visible as it was written, with a warning. */
import type { Block } from './blocks.ts';
import { writeCommand, writeLink } from './commands.ts';
import { TexDocument } from './document.ts';
import type { Range } from './document.ts';
import { isKnownEnvironment, writeEnvironment, writeVerbatim } from './environments.ts';
import { writeFormula } from './formulas.ts';
import { expansionAt } from './macros.ts';
import type { MacroDefinition } from './macros.ts';
import { codeSpan } from './paragraph.ts';
import { writeGroup } from './styles.ts';
import type { Style } from './vocabulary.ts';
import { Flow, ligatures } from './writer.ts';
import type { ConversionContext, Writer } from './writer.ts';

const MAX_EXPANSION_DEPTH = 6;
const MAX_EXPANSION = 20_000;
/** Groups and environments inside one another; deeper text is kept as code. */
const MAX_NESTING = 60;

export class MarkdownWriter implements Writer {
  readonly document: TexDocument;
  readonly context: ConversionContext;
  /** Tokens that are not part of the text, such as the `\begin` of a list whose items are headings. */
  readonly dropped: ReadonlySet<number>;
  /** Offset of the macro call in the outermost source; null there. */
  readonly #callAt: number | null;
  readonly #expansionDepth: number;
  readonly styles: Style[] = [];
  readonly captions = new Map<number, string>();
  #nesting = 0;

  constructor(
    document: TexDocument,
    context: ConversionContext,
    dropped: ReadonlySet<number> = new Set(),
    call: { at: number; depth: number } | null = null,
  ) {
    this.document = document;
    this.context = context;
    this.dropped = dropped;
    this.#callAt = call?.at ?? null;
    this.#expansionDepth = call?.depth ?? 0;
  }

  blocks(range: Range): Block[] {
    const flow = this.walk(range, new Flow());
    flow.flush();
    return flow.blocks;
  }

  walk({ from, to }: Range, flow: Flow): Flow {
    if (this.#nesting >= MAX_NESTING) {
      flow.markup(codeSpan(this.document.slice({ from, to })));
      return flow;
    }
    this.#nesting += 1;
    for (let index = from; index < to;)
      index = this.dropped.has(index) ? index + 1 : this.#step(index, to, flow);
    this.#nesting -= 1;
    return flow;
  }

  /** Writes what begins at token `index` and returns the index after it. */
  #step(index: number, limit: number, flow: Flow): number {
    const document = this.document;
    const token = document.tokens[index]!;
    const partner = document.partnerWithin(index, limit);
    switch (token.kind) {
      case 'text':
        flow.text(ligatures(token.value));
        return index + 1;
      case 'space':
        flow.text(document.source.slice(token.from, token.to).includes('\n') ? '\n' : ' ');
        return index + 1;
      case 'paragraph':
        flow.endParagraph();
        return index + 1;
      case 'comment':
        return index + 1;
      case 'verb':
        flow.markup(codeSpan(token.value));
        return index + 1;
      case 'verbatim':
        writeVerbatim(this, index, flow);
        return index + 1;
      case 'url':
        return writeLink(this, index, limit, flow);
      case 'command':
        return writeCommand(this, index, limit, flow);
      case 'open':
        if (partner < 0) break;
        writeGroup(this, { from: index + 1, to: partner }, flow);
        return partner + 1;
      case 'dollar':
      case 'math-open':
        if (partner < 0) break;
        writeFormula(this, { from: index, to: partner + 1 }, flow);
        return partner + 1;
      case 'begin':
        return writeEnvironment(this, index, partner, limit, flow);
      case 'end':
        if (!isKnownEnvironment(token.name) && !this.context.environments.has(token.name))
          flow.markup(codeSpan(document.source.slice(token.from, token.to)));
        else flow.flush();
        return index + 1;
      default:
    }
    flow.text(document.source.slice(token.from, token.to));
    return index + 1;
  }

  place(index: number): number {
    return this.#callAt ?? this.document.tokens[index]!.from;
  }

  warn(index: number, message: string): void {
    this.context.warn(this.place(index), message);
  }

  /** A range as one line of Markdown. */
  inline(range: Range): string {
    const flow = this.walk(range, new Flow());
    flow.flush();
    return flow.blocks
      .map((block) => block.markdown.replace(/(?<!\\)\\\n/g, '\n'))
      .join(' ')
      .replace(/\s*\n\s*/g, ' ');
  }

  written(tex: string, index: number): string {
    const document = new TexDocument(tex);
    const place = { at: this.place(index), depth: this.#expansionDepth + 1 };
    if (place.depth > MAX_EXPANSION_DEPTH) return codeSpan(tex);
    return new MarkdownWriter(document, this.context, new Set(), place).inline({
      from: 0,
      to: document.tokens.length,
    });
  }

  /** The author's own macro in text, written out; null when it has not all of its arguments. */
  expand(macro: MacroDefinition, index: number, limit: number, flow: Flow): number | null {
    const call = expansionAt(this.document, index, limit, macro);
    if (call === null) return null;
    this.context.expansionsLeft -= 1;
    if (
      this.#expansionDepth >= MAX_EXPANSION_DEPTH ||
      this.context.expansionsLeft < 0 ||
      call.text.length > MAX_EXPANSION
    )
      return null;
    const place = { at: this.place(index), depth: this.#expansionDepth + 1 };
    const expanded = new TexDocument(call.text);
    new MarkdownWriter(expanded, this.context, new Set(), place).walk(
      { from: 0, to: expanded.tokens.length },
      flow,
    );
    return call.next;
  }
}
