/** One joined TeX source of a sheet → answers. See `split.ts` for files and images around it. */
import type { AssignmentDefinition, Question } from '../../contract/assignment.ts';
import { joinBlocks } from './blocks.ts';
import type { Block } from './blocks.ts';
import { TexDocument } from './document.ts';
import type { Range } from './document.ts';
import { findHeadings } from './headings.ts';
import type { Heading } from './heading.ts';
import type { OwnNames } from './headings.ts';
import { questionLabel } from './labels.ts';
import { definitions, neededBy } from './macros.ts';
import type { MacroDefinition } from './macros.ts';
import { MarkdownWriter } from './markdown.ts';
import { isOurTitle, ourTexts, withoutOurs } from './ours.ts';
import { ownEnvironments } from './own-environments.ts';
import { ourMacros } from './template.ts';
import { LISTS } from './vocabulary.ts';
import type { ConversionContext } from './writer.ts';

/** @param at offset in the source */
type Report = (severity: 'error' | 'warning', at: number, message: string) => void;

export class SheetReader {
  readonly #assignment: AssignmentDefinition;
  readonly #questions: Question[];
  readonly #document: TexDocument;
  readonly #report: Report;
  readonly #image: ConversionContext['image'];
  readonly #code: ConversionContext['code'];
  readonly #ourTexts: string[];
  /** The student's own. */
  readonly #definitions: MacroDefinition[];
  readonly #own: OwnNames;
  readonly #warned = new Set<string>();

  constructor(
    assignment: AssignmentDefinition,
    document: TexDocument,
    report: Report,
    { image, code }: Pick<ConversionContext, 'image' | 'code'>,
  ) {
    this.#assignment = assignment;
    this.#questions = assignment.questions;
    this.#document = document;
    this.#report = report;
    this.#image = image;
    this.#code = code;
    this.#ourTexts = ourTexts(assignment);
    const ours = ourMacros(assignment);
    const bare = (body: string | undefined): string | undefined => body?.replace(/\s+/g, '');
    this.#definitions = definitions(document).filter(
      ({ name, body }) => bare(ours.get(name)) !== bare(body) && body !== '\\relax',
    );
    this.#own = {
      macros: new Map(this.#definitions.map((definition) => [definition.name, definition])),
      environments: ownEnvironments(document),
    };
  }

  read(): { answers: { question: string; markdown: string }[]; unassigned: string } {
    const { source, tokens } = this.#document;
    const body = this.#body();
    const headings = findHeadings(this.#document, body, this.#questions, this.#own);
    this.#checkHeadings(headings);
    const start = tokens[body.from]?.from ?? source.length;
    const end = tokens[body.to - 1]?.to ?? start;
    const borders = [start, ...headings.map((heading) => heading.from), Math.max(start, end)];
    const dropped = this.#acrossBorders(borders, source);

    const answers = new Map<string, string>();
    const unassigned = this.#titlePage(body);
    borders.slice(0, -1).forEach((border, index) => {
      const heading = headings[index - 1];
      const markdown = this.#convert(heading?.to ?? border, borders[index + 1]!, dropped, heading);
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

  /** The title and the names that `\maketitle` prints from before the document; ours are left out. */
  #titlePage({ from, to }: Range): string[] {
    const { tokens } = this.#document;
    if (!tokens.slice(from, to).some(({ kind, name }) => kind === 'command' && name === 'maketitle'))
      return [];
    const printed = (command: string): string => {
      const index = tokens.findLastIndex(
        ({ kind, name }, at) => at < from && kind === 'command' && name === command,
      );
      const { texts } = this.#document.arguments(index + 1, from, '[T');
      if (index < 0 || texts[0] === undefined) return '';
      return new MarkdownWriter(this.#document, this.#context(0)).inline(texts[0]).replace(/ +,/g, ',');
    };
    const title = printed('title');
    const names = printed('author');
    return [isOurTitle(title, this.#assignment) ? '' : title, names === '' ? '' : `Names: ${names}`].filter(
      (text) => text !== '',
    );
  }

  #afterEnd(end: number): string[] {
    const at = this.#document.tokens[end]?.to;
    if (at === undefined) return [];
    const markdown = this.#convert(at, this.#document.source.length, new Set());
    if (markdown === '') return [];
    this.#report(
      'warning',
      this.#firstWord(at),
      'Text after \\end{document} is not printed and belongs to no answer.',
    );
    return [markdown];
  }

  /** Offsets of braces and environments that begin in one part and end in another; neither part has any use for them. */
  #acrossBorders(borders: number[], source: string): ReadonlySet<number> {
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
      const crossed = borders.find((border) => from < border && border <= close.from);
      if (crossed === undefined) return;
      dropped.add(from).add(close.from);
      // A list whose items are the headings is as it should be.
      const isForgotten =
        kind === 'open'
          ? from > borders[0]!
          : from > borders[1]! &&
            Object.hasOwn(LISTS, name) &&
            !/^\\(?:item|question)/.test(source.slice(crossed, crossed + 10));
      if (isForgotten)
        this.#report(
          'warning',
          from,
          `The ${kind === 'open' ? '{' : `\\begin{${name}}`} here is closed only after the next heading.`,
        );
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

  #convert(from: number, to: number, dropped: ReadonlySet<number>, heading?: Heading): string {
    const { extra = '', rest = '' } = heading ?? {};
    if (to <= from && extra === '' && rest === '') return '';
    const part = new TexDocument(this.#document.source.slice(from, to));
    const indices = new Set<number>();
    part.tokens.forEach((token, index) => {
      if (!dropped.has(from + token.from)) return;
      const options = token.kind === 'begin' ? part.delimited(index + 1, part.tokens.length, '[') : null;
      for (let at = index; at < (options?.next ?? index + 1); at += 1) indices.add(at);
    });
    const writer = new MarkdownWriter(part, this.#context(from), indices);
    const lead: Block[] =
      extra === '' ? [] : [{ kind: 'paragraph', markdown: `**${extra}**`, blankBefore: true }];
    const written = [...this.#restBlocks(rest, from), ...writer.blocks({ from: 0, to: part.tokens.length })];
    if (written[0] !== undefined) written[0].blankBefore = true;
    const blocks = withoutOurs([...lead, ...written], this.#ourTexts);
    if (blocks[0] !== undefined) blocks[0].blankBefore = true;
    return this.#withMacros(joinBlocks(blocks), from, to);
  }

  /** What the author's own command prints behind a heading. */
  #restBlocks(rest: string, from: number): Block[] {
    if (rest === '') return [];
    const document = new TexDocument(rest);
    const writer = new MarkdownWriter(document, this.#context(from), new Set(), { at: 0, depth: 1 });
    return writer.blocks({ from: 0, to: document.tokens.length });
  }

  #context(offset: number): ConversionContext {
    return {
      macros: this.#own.macros,
      environments: this.#own.environments,
      warn: (at, message) => {
        if (!this.#warned.has(message)) this.#report('warning', offset + at, message);
        this.#warned.add(message);
      },
      image: (name, at) => this.#image(name, offset + at),
      code: this.#code,
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
