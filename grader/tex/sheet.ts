/** One joined TeX source of a sheet → answers. See `split.ts` for files and images around it. */
import type { AssignmentDefinition, Question } from '../../contract/assignment.ts';
import { joinBlocks } from './blocks.ts';
import type { Block } from './blocks.ts';
import { TexDocument } from './document.ts';
import type { Range } from './document.ts';
import { findHeadings } from './headings.ts';
import type { Heading } from './headings.ts';
import { questionLabel } from './labels.ts';
import { definitions, neededBy } from './macros.ts';
import type { MacroDefinition } from './macros.ts';
import { MarkdownWriter } from './markdown.ts';
import { ourTexts, withoutOurs } from './ours.ts';
import { ourMacros } from './template.ts';
import type { ConversionContext } from './writer.ts';

/** @param at offset in the source */
type Report = (severity: 'error' | 'warning', at: number, message: string) => void;

export class SheetReader {
  readonly #questions: Question[];
  readonly #document: TexDocument;
  readonly #report: Report;
  readonly #image: ConversionContext['image'];
  readonly #ourTexts: string[];
  /** The student's own. */
  readonly #definitions: MacroDefinition[];
  readonly #warned = new Set<string>();

  constructor(
    assignment: AssignmentDefinition,
    document: TexDocument,
    report: Report,
    image: ConversionContext['image'],
  ) {
    this.#questions = assignment.questions;
    this.#document = document;
    this.#report = report;
    this.#image = image;
    this.#ourTexts = ourTexts(assignment);
    const ours = ourMacros(assignment);
    const bare = (body: string | undefined): string | undefined => body?.replace(/\s+/g, '');
    this.#definitions = definitions(document).filter(({ name, body }) => bare(ours.get(name)) !== bare(body));
  }

  read(): { answers: { question: string; markdown: string }[]; unassigned: string } {
    const { source, tokens } = this.#document;
    const body = this.#body();
    const headings = findHeadings(this.#document, body, this.#questions);
    this.#checkHeadings(headings);
    const start = tokens[body.from]?.from ?? source.length;
    const end = tokens[body.to - 1]?.to ?? start;
    const borders = [start, ...headings.map((heading) => heading.from), Math.max(start, end)];
    const dropped = this.#acrossBorders(borders);

    const answers = new Map<string, string>();
    const unassigned: string[] = [];
    borders.slice(0, -1).forEach((border, index) => {
      const heading = headings[index - 1];
      const markdown = this.#convert(
        heading?.to ?? border,
        borders[index + 1]!,
        dropped,
        heading?.extra ?? '',
      );
      const { question = null } = heading ?? {};
      if (question?.kind === 'written') {
        const parts = [answers.get(question.id) ?? '', markdown];
        answers.set(question.id, parts.filter((part) => part !== '').join('\n\n'));
      } else if (markdown !== '')
        unassigned.push(this.#outside(heading ?? null, markdown, heading?.to ?? border));
    });
    const after = this.#afterEnd(body.to);
    return {
      answers: this.#questions.flatMap(({ id }) =>
        answers.has(id) ? [{ question: id, markdown: answers.get(id)! }] : [],
      ),
      unassigned: [...unassigned, ...after].join('\n\n'),
    };
  }

  /** The tokens between `\begin{document}` and `\end{document}`; all of them in a file that has neither. */
  #body(): Range {
    const { tokens } = this.#document;
    const begin = tokens.findIndex(({ kind, name }) => kind === 'begin' && name === 'document');
    const end = tokens.findIndex(({ kind, name }, at) => at > begin && kind === 'end' && name === 'document');
    return { from: begin + 1, to: end < 0 ? tokens.length : end };
  }

  #afterEnd(end: number): string[] {
    const at = this.#document.tokens[end]?.to;
    if (at === undefined) return [];
    const markdown = this.#convert(at, this.#document.source.length, new Set(), '');
    if (markdown === '') return [];
    this.#report(
      'warning',
      this.#firstWord(at),
      'Text after \\end{document} is not printed and belongs to no answer.',
    );
    return [markdown];
  }

  /** Offsets of braces and environments that begin in one part and end in another; neither part has any use for them. */
  #acrossBorders(borders: number[]): ReadonlySet<number> {
    const { tokens, partner } = this.#document;
    const dropped = new Set<number>();
    tokens.forEach(({ kind, from, name }, index) => {
      const close = tokens[partner[index]!];
      if (
        close === undefined ||
        close.from < from ||
        (kind !== 'open' && kind !== 'begin') ||
        name === 'document'
      )
        return;
      if (!borders.some((border) => from < border && border <= close.from)) return;
      dropped.add(from).add(close.from);
      if (kind === 'open' && from > borders[0]!)
        this.#report('warning', from, 'The { here is closed only after the next heading.');
    });
    return dropped;
  }

  /** What is no answer, with the heading it stands under, and the message that says so. */
  #outside(heading: Heading | null, markdown: string, at: number): string {
    if (heading === null) {
      if (!/^(?:Names:[^\n]*)$/.test(markdown))
        this.#report(
          'warning',
          this.#firstWord(at),
          'This text stands before the first question and belongs to none.',
        );
      return markdown;
    }
    if (heading.label === '') {
      this.#report(
        'warning',
        this.#firstWord(at),
        'This text stands in or after the directions and belongs to no question.',
      );
      return markdown;
    }
    if (heading.question !== null)
      this.#report(
        'warning',
        at,
        `Question ${heading.label} is answered in code; this text belongs to no answer.`,
      );
    return `**Question ${heading.label}**\n\n${markdown}`;
  }

  /** Offset of the first character that is no white space. */
  #firstWord(from: number): number {
    const { source } = this.#document;
    let at = from;
    while (at < source.length && /\s/.test(source[at]!)) at += 1;
    return at;
  }

  #convert(from: number, to: number, dropped: ReadonlySet<number>, extra: string): string {
    if (to <= from) return '';
    const part = new TexDocument(this.#document.source.slice(from, to));
    const indices = new Set<number>();
    part.tokens.forEach((token, index) => {
      if (!dropped.has(from + token.from)) return;
      const options = token.kind === 'begin' ? part.delimited(index + 1, part.tokens.length, '[') : null;
      for (let at = index; at < (options?.next ?? index + 1); at += 1) indices.add(at);
    });
    const writer = new MarkdownWriter(part, this.#context(from), indices);
    const blocks = withoutOurs(writer.blocks({ from: 0, to: part.tokens.length }), this.#ourTexts);
    const lead: Block[] =
      extra === '' ? [] : [{ kind: 'paragraph', markdown: `**${extra}**`, blankBefore: true }];
    if (blocks[0] !== undefined) blocks[0].blankBefore = true;
    return this.#withMacros(joinBlocks([...lead, ...blocks]), from, to);
  }

  #context(offset: number): ConversionContext {
    return {
      macros: new Map(this.#definitions.map((definition) => [definition.name, definition])),
      warn: (at, message) => {
        if (!this.#warned.has(message)) this.#report('warning', offset + at, message);
        this.#warned.add(message);
      },
      image: (name, at) => this.#image(name, offset + at),
      expansionsLeft: 2000,
    };
  }

  /** An answer stands for itself: it takes along the definitions from before it that its formulas use. */
  #withMacros(markdown: string, from: number, to: number): string {
    const available = new Map<string, MacroDefinition>();
    for (const definition of this.#definitions)
      if (definition.at < from) available.set(definition.name, definition);
    for (const { at, name } of this.#definitions) if (at >= from && at < to) available.delete(name);
    const needed = neededBy(markdown, available).map(({ source }) => source);
    return needed.length === 0 ? markdown : `${needed.join('\n')}\n\n${markdown}`;
  }

  #checkHeadings(headings: Heading[]): void {
    const first = this.#document.tokens[0]?.from ?? 0;
    const seen = new Map<Question, Heading>();
    let last = -1;
    for (const heading of headings) {
      const { question, label, from } = heading;
      if (question === null) {
        if (label !== '')
          this.#report(
            'error',
            from,
            `The sheet has no question ${label}; what follows belongs to no answer.`,
          );
        continue;
      }
      if (seen.has(question))
        this.#report(
          'error',
          from,
          `Question ${label} has a second heading here; both texts are kept in its answer.`,
        );
      const place = this.#questions.indexOf(question);
      if (place < last) this.#report('warning', from, `Question ${label} stands out of order.`);
      last = place;
      seen.set(question, heading);
    }
    if (headings.some(({ rank }) => rank === 'counted'))
      this.#report(
        'warning',
        first,
        'The questions have no numbers here and were taken in the order of the sheet.',
      );
    for (const question of this.#questions)
      if (question.kind === 'written' && !seen.has(question))
        this.#report(
          'error',
          first,
          `There is no heading for question ${questionLabel(question, this.#questions)}, ${question.title}.`,
        );
  }
}
