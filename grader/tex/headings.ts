/**
 * Where the questions of a sheet begin, in the many ways in which people write it.
 *
 * Labels are the author's: a sheet may have 1, 2, 3, 5, 6. A heading is believed by its dress: our own command first,
 * then words ("Question 3"), then numbers in a heading, in bold or in an item, then bare numbers, then titles. Weaker
 * dress counts only where a question is still missing and the order of the sheet allows it, so that a numbered list
 * inside an answer does not become the next question.
 */
import type { Question } from '../../contract/assignment.ts';
import type { Range, TexDocument } from './document.ts';
import { questionLabel } from './labels.ts';
import { SECTIONS, STYLED, SWITCHES } from './vocabulary.ts';

const RANKS = [
  'ours',
  'words',
  'counted',
  'section-number',
  'styled-number',
  'bare-number',
  'title',
] as const;
type Rank = (typeof RANKS)[number];

export interface Heading {
  rank: Rank;
  /** The question, null for a number that the sheet does not have and for directions. */
  question: Question | null;
  /** As written: the number or the title; empty for the sheet's own directions, which end an answer too. */
  label: string;
  /** Offsets of the heading in the source; the answer begins at `to`. */
  from: number;
  to: number;
  /** The student's words inside the heading, besides number, title and points. */
  extra: string;
}

const WORD = String.raw`(?:answer\s+to\s+question|answer\s+to|question|problem|exercise|task|answer|ques\.|prob\.|ex\.|q\.?)`;
const NUMBER = String.raw`\(?\s*(?:no\.?|nr\.?|#)?\s*([0-9]{1,3}[a-z]?|[A-Za-z]?[0-9]{1,3})(?![A-Za-z0-9]|[.,][0-9])\s*\)?`;
const POINTS = String.raw`[[(]?\s*(?:worth\s+)?[0-9]+(?:[.,][0-9]+)?\s*(?:points?|pts?|marks?|%)\.?\s*[\])]?`;
const STOP = String.raw`[.:)\]–—-]`;

/** Environments in which a number at the start of a line is no heading. */
const OPAQUE = /^(?:tabular[x*]?|longtable|tikzpicture|algorithm\w*|figure\*?|table\*?|quote|quotation)$/;
const PREFIX =
  /^(?:noindent|indent|bigskip|medskip|smallskip|newpage|clearpage|pagebreak|par|centering|hfill|vfill)$/;
/** Tokens before a heading on its line. */
const MAX_PREFIX = 12;
const ITEM = /^(?:item|question|titledquestion)$/;

export function findHeadings(document: TexDocument, body: Range, questions: Question[]): Heading[] {
  const found = candidates(document, body, questions);
  const directions = found.filter(({ label }) => label === '');
  const chosen = choose(
    found.filter(({ label }) => label !== ''),
    questions,
  );
  const headings = chosen.length > 0 ? chosen : countedItems(document, body, questions);
  return [...headings, ...directions].sort((one, other) => one.from - other.from);
}

function candidates(document: TexDocument, body: Range, questions: Question[]): Heading[] {
  const found: Heading[] = [];
  const reader = new HeadingReader(document, body.to, questions);
  let counted = 0;
  for (let index = body.from; index < body.to; index += 1) {
    const token = document.tokens[index]!;
    const partner = document.partnerWithin(index, body.to);
    const opaque =
      token.kind === 'dollar' ||
      token.kind === 'math-open' ||
      (token.kind === 'begin' && OPAQUE.test(token.name));
    if (partner > 0 && opaque) {
      index = partner;
      continue;
    }
    if (!startsLine(document, index, body.from)) continue;
    const heading = reader.at(index);
    if (heading === null) continue;
    if (heading.rank === 'counted') {
      heading.question = questions[counted] ?? null;
      counted += 1;
      heading.label = String(counted);
    }
    heading.from = prefixStart(document, index, body.from);
    found.push(heading);
    while (index + 1 < body.to && document.tokens[index + 1]!.from < heading.to) index += 1;
  }
  return found;
}

/** Offset of the `\item`, `\question` or `\noindent` that stands before a heading and belongs to it. */
function prefixStart(document: TexDocument, index: number, first: number): number {
  let from = document.tokens[index]!.from;
  for (let at = index - 1; at >= Math.max(first, index - MAX_PREFIX); at -= 1) {
    const token = document.tokens[at]!;
    if (token.kind === 'command' && (PREFIX.test(token.name) || ITEM.test(token.name))) from = token.from;
    else if (token.kind !== 'space') break;
  }
  return from;
}

/** The items of a list that has one for every question, where nothing else is a heading. */
function countedItems(document: TexDocument, body: Range, questions: Question[]): Heading[] {
  for (let index = body.from; index < body.to; index += 1) {
    const partner = document.partnerWithin(index, body.to);
    if (partner < 0 || document.tokens[index]!.kind !== 'begin') continue;
    if (document.tokens[index]!.name === 'document') continue;
    const items: number[] = [];
    for (let at = index + 1; at < partner; at += 1) {
      const inner = document.partnerWithin(at, partner);
      if (inner > 0) at = inner;
      else if (document.tokens[at]!.kind === 'command' && document.tokens[at]!.name === 'item')
        items.push(at);
    }
    if (document.tokens[index]!.name === 'enumerate' && items.length === questions.length)
      return items.map((item, place) => {
        const { from, to } = document.tokens[item]!;
        return {
          rank: 'counted',
          question: questions[place]!,
          label: String(place + 1),
          from,
          to,
          extra: '',
        };
      });
    index = partner;
  }
  return [];
}

/** Whether only white space, spacing commands and `\item` stand before the token on its line. */
function startsLine(document: TexDocument, index: number, first: number): boolean {
  const token = document.tokens[index]!;
  if (/^(?:space|paragraph|comment|close|end)$/.test(token.kind)) return false;
  for (let at = index - 1; at >= first; at -= 1) {
    if (at < index - MAX_PREFIX) return false;
    const { kind, name, from, to } = document.tokens[at]!;
    if (kind === 'paragraph' || kind === 'begin' || kind === 'end' || kind === 'verbatim') return true;
    if (kind === 'space' || kind === 'comment') {
      if (document.source.slice(from, to).includes('\n')) return true;
    } else if (kind === 'command' && (ITEM.test(name) || name === '\\')) return true;
    else if (!(kind === 'command' && PREFIX.test(name))) return false;
  }
  return true;
}

class HeadingReader {
  readonly #document: TexDocument;
  readonly #limit: number;
  readonly #questions: Question[];

  constructor(document: TexDocument, limit: number, questions: Question[]) {
    this.#document = document;
    this.#limit = limit;
    this.#questions = questions;
  }

  at(index: number): Heading | null {
    const document = this.#document;
    const { kind, name } = document.tokens[index]!;
    const limit = this.#limit;
    if (kind === 'begin') return this.#environment(index);
    if (kind === 'text') return this.#plain(index);
    if (kind === 'open') {
      const group = document.delimited(index, limit, '{');
      if (group === null) return null;
      const first = document.tokens[document.skipSpace(group.from, group.to)];
      const dressed =
        first?.kind === 'command' &&
        (Object.hasOwn(SWITCHES, first.name) || Object.hasOwn(STYLED, first.name));
      return dressed ? this.#dressed('styled-number', index, group, group.next) : null;
    }
    if (kind !== 'command') return null;
    if (name === 'sheetquestion') {
      const { texts, next } = document.arguments(index + 1, limit, 'TTT');
      const label = texts[0] === undefined ? '' : document.plain(texts[0]);
      return label === '' ? null : this.#heading('ours', label, index, this.#end(next), '');
    }
    if (name === 'question' || name === 'titledquestion') return this.#examQuestion(index, true);
    if (name === 'item') {
      const label = document.delimited(document.skipSpace(index + 1, limit), limit, '[');
      return label === null ? null : this.#dressed('styled-number', index, label, label.next);
    }
    if (Object.hasOwn(SECTIONS, name) || Object.hasOwn(STYLED, name)) {
      const { texts, next } = document.arguments(index + 1, limit, '*[T');
      const rank = Object.hasOwn(SECTIONS, name) ? 'section-number' : 'styled-number';
      return texts[0] === undefined ? null : this.#dressed(rank, index, texts[0], next);
    }
    return null;
  }

  /** `\begin{question}`, `\begin{problem}{3}`, and our `\begin{directions}`. */
  #environment(index: number): Heading | null {
    const { name, from } = this.#document.tokens[index]!;
    if (name === 'directions') return { rank: 'ours', question: null, label: '', from, to: from, extra: '' };
    return /^(?:question|problem|exercise)\*?$/i.test(name) ? this.#examQuestion(index, false) : null;
  }

  /**
   * Counted, unless an argument names a question.
   * @param pointed whether an optional argument holds points, as in the exam class
   */
  #examQuestion(index: number, pointed: boolean): Heading | null {
    const document = this.#document;
    const at = document.skipSpace(index + 1, this.#limit);
    const bracket = document.delimited(at, this.#limit, '[');
    const argument = bracket ?? document.delimited(at, this.#limit, '{');
    if (argument === null) return this.#heading('counted', '?', index, document.tokens[index]!.to, '');
    const text = document.plain(argument);
    const label = new RegExp(`^(?:${WORD}\\s*)?${NUMBER}$`, 'i').exec(text)?.[1];
    const titled = this.#titled(text);
    const end = this.#end(argument.next);
    if (titled !== undefined)
      return this.#heading('words', questionLabel(titled, this.#questions), index, end, '');
    if (label !== undefined && !(pointed && bracket !== null))
      return this.#heading('words', label, index, end, '');
    return this.#heading('counted', '?', index, bracket === null ? document.tokens[index]!.to : end, '');
  }

  /** A heading in a command or group: all of `body` belongs to it. */
  #dressed(rank: Rank, index: number, body: Range, next: number): Heading | null {
    const text = this.#document.plain(body);
    const words = new RegExp(`^${WORD}\\s*${NUMBER}(.*)$`, 'i').exec(text);
    const number = new RegExp(`^${NUMBER}(.*)$`, 'i').exec(text);
    const match = words ?? number;
    if (match === null) {
      const titled = this.#titled(text);
      return titled === undefined
        ? null
        : this.#heading('title', questionLabel(titled, this.#questions), index, this.#end(next), '');
    }
    const [, label = '', rest = ''] = match;
    const question = this.#question(label);
    const extra = this.#extra(rest, question);
    const stops =
      new RegExp(`^\\s*(?:${STOP}|${POINTS}|$)`, 'i').test(rest) || (words === null && text.startsWith('('));
    // "Question 3 asks for…" in bold is a sentence; "Question 3 Momentum" as a section is a heading.
    if (!stops && extra !== '' && rank !== 'section-number') return null;
    return this.#heading(words === null ? rank : 'words', label, index, this.#end(next, question), extra);
  }

  /** A heading in plain text ends with its stop or its line; what follows on the line is the answer. */
  #plain(index: number): Heading | null {
    const { from } = this.#document.tokens[index]!;
    const line = this.#line(from);
    const words = new RegExp(`^${WORD}[\\s~]*${NUMBER}`, 'i').exec(line);
    const number = /^\(?([0-9]{1,3}[a-z]?)[.)](?=\s|~|$|\\\\)/.exec(line);
    const match = words ?? number;
    if (match === null) return null;
    const label = match[1] ?? '';
    const rest = line.slice(match[0].length);
    const tail = new RegExp(
      `^[\\s~]*(?:${POINTS})?[\\s~]*(?:${STOP}+|$|\\\\\\\\)[\\s~]*(?:${POINTS}[\\s~]*${STOP}?)?`,
      'i',
    ).exec(rest);
    if (words !== null && tail === null && !this.#isTitle(rest, this.#question(label))) return null;
    const offset = from + match[0].length + (words === null ? 0 : (tail?.[0].length ?? 0));
    const title = this.#titleLength(this.#line(offset), this.#question(label));
    return this.#heading(words === null ? 'bare-number' : 'words', label, index, offset + title, '');
  }

  /** The end of a heading: after it may stand a stop, its points, its title and a line break. */
  #end(next: number, question: Question | null = null): number {
    const from = this.#document.tokens[next - 1]!.to;
    const line = this.#line(from);
    const tail =
      new RegExp(
        `^(?:\\s|~|\\\\hfill|\\\\quad)*${STOP}?(?:\\s|~|\\\\hfill|\\\\quad)*(?:${POINTS})?\\s*${STOP}?`,
        'i',
      ).exec(line)?.[0] ?? '';
    const to = from + (/[^\s~]/.test(tail) ? tail.length : 0);
    return to + this.#titleLength(this.#line(to), question);
  }

  #line(from: number): string {
    const end = this.#document.source.indexOf('\n', from);
    return this.#document.source.slice(from, Math.min(end < 0 ? Infinity : end, from + 400));
  }

  /** Length of the question's own title, or a line break, when nothing else is left of the line. */
  #titleLength(line: string, question: Question | null): number {
    return /^\s*\\\\\s*$/.test(line) || this.#isTitle(line, question) ? line.length : 0;
  }

  #isTitle(text: string, question: Question | null): boolean {
    return question !== null && plainTitle(text) === plainTitle(question.title);
  }

  #titled(text: string): Question | undefined {
    const bare = text.replace(new RegExp(`${POINTS}\\s*$`, 'i'), '');
    return this.#questions.find((question) => this.#isTitle(bare, question));
  }

  /** What remains of a heading's text after stops, points and title. */
  #extra(rest: string, question: Question | null): string {
    const stop = new RegExp(`^\\s*(?:${STOP}|${POINTS})+\\s*|\\s*${POINTS}\\s*$`, 'gi');
    let text = rest;
    for (let before = ''; before !== text;) {
      before = text;
      text = text.replace(stop, '').trim();
    }
    return this.#isTitle(text, question) || !/[\p{L}\p{N}]/u.test(text) ? '' : text;
  }

  #question(label: string): Question | null {
    const wanted = label.toLowerCase();
    return (
      this.#questions.find((question) => questionLabel(question, this.#questions).toLowerCase() === wanted) ??
      null
    );
  }

  #heading(rank: Rank, label: string, index: number, to: number, extra: string): Heading {
    return {
      rank,
      label,
      question: this.#question(label),
      from: this.#document.tokens[index]!.from,
      to,
      extra,
    };
  }
}

function plainTitle(text: string): string {
  return text.toLowerCase().replace(/\\[a-z]+|[^\p{L}\p{N}]/gu, '');
}

function choose(found: Heading[], questions: Question[]): Heading[] {
  let chosen: Heading[] = [];
  for (const rank of RANKS) {
    const ofRank = found.filter((heading) => heading.rank === rank);
    if (ofRank.length === 0) continue;
    if (chosen.length > 0) chosen = fillGaps(chosen, ofRank, questions);
    else if (ofRank.some((heading) => heading.question !== null)) chosen = ofRank;
  }
  return chosen;
}

/** Adds weaker headings between the chosen ones where they are exactly questions that are missing there, in order. */
function fillGaps(chosen: Heading[], weaker: Heading[], questions: Question[]): Heading[] {
  const rankOf = (heading: Heading | undefined): number =>
    heading?.question ? questions.indexOf(heading.question) : -1;
  const taken = new Set(chosen.map((heading) => heading.question));
  const all = [...chosen];
  for (let gap = 0; gap <= chosen.length; gap += 1) {
    const [before, after] = [chosen[gap - 1], chosen[gap]];
    const inside = weaker.filter(({ from }) => from >= (before?.to ?? 0) && from < (after?.from ?? Infinity));
    const end = after === undefined || after.question === null ? questions.length : rankOf(after);
    if (weaker[0]?.rank === 'counted') recount(inside, questions.slice(rankOf(before) + 1, end), taken);
    let last = rankOf(before);
    const fits = inside.every((heading) => {
      const place = rankOf(heading);
      const next = heading.question !== null && !taken.has(heading.question) && place > last && place < end;
      last = place;
      return next;
    });
    if (fits) all.push(...inside);
  }
  return all.sort((one, other) => one.from - other.from);
}

/** Counted headings between others are the missing questions there, when they are as many. */
function recount(inside: Heading[], between: Question[], taken: ReadonlySet<Question | null>): void {
  const missing = between.filter((question) => !taken.has(question));
  inside.forEach((heading, index) => {
    heading.question = missing.length === inside.length ? missing[index]! : null;
  });
}
