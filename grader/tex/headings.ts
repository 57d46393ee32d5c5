/**
 * Where the questions of a sheet begin, in the many ways in which people write it.
 *
 * Labels are the author's: a sheet may have 1, 2, 3, 5, 6. A heading is believed by its dress: our own command first,
 * then words ("Question 3"), then numbers in a heading, in bold or in an item, then bare numbers, then titles. Weaker
 * dress counts only where a question is still missing and the order of the sheet allows it, so that a numbered list
 * inside an answer does not become the next question.
 */
import type { Heading, Rank } from './heading.ts';
import type { Question } from '../../contract/assignment.ts';
import { chooseHeadings } from './choose-headings.ts';
import { countedHeadings } from './counted.ts';
import { TexDocument, titleOption } from './document.ts';
import type { Range } from './document.ts';
import { questionLabel } from './labels.ts';
import { expansionAt } from './macros.ts';
import type { MacroDefinition } from './macros.ts';
import type { OwnEnvironment } from './own-environments.ts';
import { isShortTitle, isTitle, shortlyTitled } from './titles.ts';
import { INVISIBLE, PASSED_THROUGH, SECTIONS, STYLED, SWITCHES } from './vocabulary.ts';

/** What the author of a file defines, by name; those of commands with their backslash. */
export interface OwnNames {
  macros: ReadonlyMap<string, MacroDefinition>;
  environments: ReadonlyMap<string, OwnEnvironment>;
}

const ASKED = String.raw`(?:(?:prep(?:aration)?|discussion|reading|written|homework)\s+)?(?:question|problem|exercise|task|prompt|ques\.|prob\.|ex\.|q\.?)`;
const WORD = String.raw`(?:(?:(?:our|my)\s+)?(?:answers?|solutions?|responses?)\s+(?:to|for)\s+(?:the\s+)?(?:${ASKED})?|${ASKED}|answer|solution)`;
const NUMBER = String.raw`\(?\s*(?:no\.?|nr\.?|#)?\s*([0-9]{1,3}[a-z]?|[A-Za-z]?[0-9]{1,3})(?![A-Za-z0-9]|[.,][0-9])\s*\)?`;
const SPELLED = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const ROMAN = ['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x'];
/** A number after a word: "Question Three", "Problem IV". */
const ANY_NUMBER = String.raw`(?:${NUMBER}|\s(${[...SPELLED, ...ROMAN].join('|')})(?![A-Za-z0-9]))`;
const POINTS = String.raw`[[(]?\s*(?:worth\s+)?[0-9]+(?:[.,][0-9]+)?\s*(?:points?|pts?|marks?|%)\.?\s*[\])]?`;
const STOP = String.raw`[.:)\]–—-]`;

/** Environments in which a number at the start of a line is no heading. */
const OPAQUE = /^(?:tabular[x*]?|longtable|tikzpicture|algorithm\w*|figure\*?|table\*?|quote|quotation)$/;
const PREFIX =
  /^(?:noindent|indent|bigskip|medskip|smallskip|newpage|clearpage|pagebreak|par|centering|hfill|vfill)$/;
/** Tokens before a heading on its line. */
const MAX_PREFIX = 12;
const ITEM = /^(?:item|question|titledquestion)$/;
/** Environments that hold one question each, or its answer. */
const QUESTION_ENVIRONMENT = /^(?!sub)[a-z]*(?:question|problem|exercise|prob|exer)\*?$/i;
/** Commands that print a number which only LaTeX knows. */
const COUNTER = /^(?:arabic|roman|Roman|alph|Alph|the(?!ta$)[a-zA-Z]+)$/;
/** Tokens of a heading, which may hold the copied question. */
const MAX_HEADING = 1000;
/** Commands whose text is no heading, whatever it says. */
const UNDRESSED =
  /^(?:text|(?:sub)?caption(?:of)?|title|author|date|names|enquote|num|SI|qty|si|unit|multicolumn|multirow)$/;
/** Calls of the author's own commands that are looked into, and how long what they stand for may be. */
const MAX_CALLS = 300;
const MAX_CALL = 2000;

export function findHeadings(
  document: TexDocument,
  body: Range,
  questions: Question[],
  own: OwnNames,
): Heading[] {
  const found = candidates(document, body, questions, own);
  const directions = found.filter(({ label }) => label === '');
  const chosen = chooseHeadings(
    found.filter(({ label }) => label !== ''),
    questions,
  );
  const headings = chosen.length > 0 ? chosen : countedHeadings(document, body, questions);
  return [...headings, ...directions].sort((one, other) => one.from - other.from);
}

function candidates(document: TexDocument, body: Range, questions: Question[], own: OwnNames): Heading[] {
  const found: Heading[] = [];
  const reader = new HeadingReader(document, body.to, questions, own);
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
  readonly #own: OwnNames;
  #callsLeft = MAX_CALLS;

  constructor(document: TexDocument, limit: number, questions: Question[], own: OwnNames) {
    this.#document = document;
    this.#limit = limit;
    this.#questions = questions;
    this.#own = own;
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
    const macro = this.#own.macros.get(`\\${name}`);
    const called = macro === undefined ? null : this.#call(index, macro);
    if (called !== null) return called;
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
    const dress = this.#dress(index, limit);
    if (dress === null || dress.text.to - dress.text.from > MAX_HEADING) return null;
    const rank = Object.hasOwn(SECTIONS, name) ? 'section-number' : 'styled-number';
    return this.#dressed(rank, index, this.#innermost(dress.text), dress.next);
  }

  /** The text of a command that only places or colours it. */
  #dress(index: number, limit: number): { text: Range; next: number } | null {
    const { kind, name } = this.#document.tokens[index]!;
    if (kind !== 'command') return null;
    const passed =
      Object.hasOwn(PASSED_THROUGH, name) && !UNDRESSED.test(name) ? PASSED_THROUGH[name] : undefined;
    const isStyled = Object.hasOwn(SECTIONS, name) || Object.hasOwn(STYLED, name);
    if (passed === undefined && !isStyled) return null;
    const { texts, next } = this.#document.arguments(index + 1, limit, passed ?? '*[T');
    const text = texts.at(-1);
    return text === undefined ? null : { text, next };
  }

  /** The text in `\fbox{\parbox{3cm}{…}}`. */
  #innermost(text: Range): Range {
    for (let inner = text; ;) {
      const at = this.#document.skipSpace(inner.from, inner.to);
      const dress = at < inner.to ? this.#dress(at, inner.to) : null;
      if (dress === null || this.#document.skipSpace(dress.next, inner.to) < inner.to) return inner;
      inner = dress.text;
    }
  }

  /** `\begin{question}`, `\begin{problem}{3}`, `\begin{tcolorbox}[title=Question 3]`, and our `\begin{directions}`. */
  #environment(index: number): Heading | null {
    const document = this.#document;
    const { name, from } = document.tokens[index]!;
    if (name === 'directions')
      return { rank: 'ours', question: null, label: '', from, to: from, extra: '', rest: '' };
    const { title = '' } = this.#own.environments.get(name) ?? {};
    if (QUESTION_ENVIRONMENT.test(name) || new RegExp(`^${ASKED}$`, 'i').test(title))
      return this.#examQuestion(index, false);
    const options = document.delimited(document.skipSpace(index + 1, this.#limit), this.#limit, '[');
    const boxed = options === null ? '' : titleOption(document.slice(options));
    return boxed === '' ? null : this.#written(`\\textbf{${boxed}}`, index, options!.next);
  }

  /** A command of the author's own that stands for a heading, such as `\problem{3}` for `\section*{Problem #1}`. */
  #call(index: number, macro: MacroDefinition): Heading | null {
    this.#callsLeft -= 1;
    if (this.#callsLeft < 0 || macro.body.length > MAX_CALL) return null;
    const call = expansionAt(this.#document, index, this.#limit, macro);
    if (call === null || call.text.length > MAX_CALL) return null;
    const heading = this.#written(call.text, index, call.next);
    // What a condition prints is LaTeX's to say; the arguments are the student's words in any case.
    if (heading !== null && /\\if[a-z]/.test(heading.rest))
      heading.rest = call.values.filter((value) => /\p{L}/u.test(value)).join(' ');
    return heading;
  }

  /** The heading that `text` begins with, where it stands for the tokens from `index` to `next`. */
  #written(text: string, index: number, next: number): Heading | null {
    const written = new TexDocument(text);
    const limit = written.tokens.length;
    let first = 0;
    for (let before = -1; before !== first;) {
      before = first;
      const { kind, name } = written.tokens[first] ?? {};
      if (kind === 'space' || kind === 'paragraph' || kind === 'comment') first += 1;
      else if (kind === 'command' && Object.hasOwn(INVISIBLE, name!))
        first = written.arguments(first + 1, limit, INVISIBLE[name!]!).next;
    }
    if (first >= limit) return null;
    const inner = new HeadingReader(written, limit, this.#questions, {
      macros: new Map(),
      environments: this.#own.environments,
    });
    const heading = inner.at(first);
    if (heading === null) return null;
    return {
      ...heading,
      rest: text.slice(heading.to).trim(),
      from: this.#document.tokens[index]!.from,
      to: this.#end(next, heading.question),
    };
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
    if (this.#isNumbered(body)) return this.#heading('counted', '?', index, this.#end(next), '');
    const text = this.#document.plain(body);
    const words = new RegExp(`^${WORD}\\s*?${ANY_NUMBER}(.*)$`, 'i').exec(text);
    const number = new RegExp(`^${NUMBER}(.*)$`, 'i').exec(text);
    const match = words ?? number;
    if (match === null) {
      const titled =
        this.#titled(text) ?? (rank === 'section-number' ? shortlyTitled(text, this.#questions) : undefined);
      return titled === undefined
        ? null
        : this.#heading('title', questionLabel(titled, this.#questions), index, this.#end(next), '');
    }
    const label = match.slice(1, -1).find((group) => group !== undefined) ?? '';
    const rest = match.at(-1) ?? '';
    const question = this.#question(label);
    const extra = this.#extra(rest, question);
    const stops =
      new RegExp(`^\\s*(?:${STOP}|${POINTS}|$)`, 'i').test(rest) || (words === null && text.startsWith('('));
    // "Question 3 asks for…" in bold is a sentence; "Question 3 Momentum" as a section is a heading.
    if (!stops && extra !== '' && rank !== 'section-number') return null;
    return this.#heading(words === null ? rank : 'words', label, index, this.#end(next, question), extra);
  }

  /** "Problem \arabic{n}": the number is LaTeX's to count. */
  #isNumbered({ from, to }: Range): boolean {
    const { tokens } = this.#document;
    for (let at = from; at < to && !/^(?:dollar|math-open)$/.test(tokens[at]!.kind); at += 1)
      if (tokens[at]!.kind === 'command' && COUNTER.test(tokens[at]!.name))
        return new RegExp(`^(?:${ASKED})?$`, 'i').test(this.#document.plain({ from, to: at }));
    return false;
  }

  /** A heading in plain text ends with its stop or its line; what follows on the line is the answer. */
  #plain(index: number): Heading | null {
    const { from } = this.#document.tokens[index]!;
    const line = this.#line(from);
    const words = new RegExp(`^${WORD}[\\s~]*?${ANY_NUMBER}`, 'i').exec(line);
    const number = /^\(?([0-9]{1,3}[a-z]?)[.)](?=\s|~|$|\\\\)/.exec(line);
    const match = words ?? number;
    if (match === null) return null;
    const label = match[1] ?? match[2] ?? '';
    const rest = line.slice(match[0].length);
    const tail = new RegExp(
      `^[\\s~]*(?:${POINTS})?[\\s~]*(?:${STOP}+|$|\\\\\\\\)[\\s~]*(?:${POINTS}[\\s~]*${STOP}?)?`,
      'i',
    ).exec(rest);
    const isTitled =
      tail !== null || this.#titleLength(rest, from + match[0].length, this.#question(label)) > 0;
    if (words !== null && !isTitled) return null;
    const offset = from + match[0].length + (words === null ? 0 : (tail?.[0].length ?? 0));
    const title = this.#titleLength(this.#line(offset), offset, this.#question(label));
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
    return to + this.#titleLength(this.#line(to), to, question);
  }

  #line(from: number): string {
    const end = this.#document.source.indexOf('\n', from);
    return this.#document.source.slice(from, Math.min(end < 0 ? Infinity : end, from + 400));
  }

  /**
   * Length of the question's own title, or a line break, when nothing else is left of the line that begins at `from`.
   * A title cut short may be the beginning of a sentence, unless the paragraph ends with it.
   */
  #titleLength(line: string, from: number, question: Question | null): number {
    if (/^\s*\\\\\s*$/.test(line) || isTitle(line, question)) return line.length;
    const bare = line.replace(/\\\\\s*$/, '');
    const ends = bare !== line || /^\s*?\n[ \t]*(?:\n|$)|^\s*$/.test(this.#after(from + line.length));
    return ends && isShortTitle(bare, question) ? line.length : 0;
  }

  #after(from: number): string {
    return this.#document.source.slice(from, from + 100);
  }

  #titled(text: string): Question | undefined {
    const bare = text.replace(new RegExp(`${POINTS}\\s*$`, 'i'), '');
    return this.#questions.find((question) => isTitle(bare, question));
  }

  /** What remains of a heading's text after stops, points and title. */
  #extra(rest: string, question: Question | null): string {
    const stop = new RegExp(`^\\s*(?:${STOP}|${POINTS})+\\s*|\\s*${POINTS}\\s*$`, 'gi');
    let text = rest;
    for (let before = ''; before !== text;) {
      before = text;
      text = text.replace(stop, '').trim();
    }
    const isRepeated = isTitle(text, question) || isShortTitle(text, question);
    return isRepeated || !/[\p{L}\p{N}]/u.test(text) ? '' : text;
  }

  #question(label: string): Question | null {
    const written = label.toLowerCase();
    const number = [SPELLED, ROMAN].map((names) => names.indexOf(written) + 1).find((place) => place > 0);
    const of = (wanted: string): Question | undefined =>
      this.#questions.find((question) => questionLabel(question, this.#questions).toLowerCase() === wanted);
    return of(written) ?? (number === undefined ? undefined : of(String(number))) ?? null;
  }

  #heading(rank: Rank, label: string, index: number, to: number, extra: string): Heading {
    return {
      rank,
      label,
      question: this.#question(label),
      from: this.#document.tokens[index]!.from,
      to,
      extra,
      rest: '',
    };
  }
}
