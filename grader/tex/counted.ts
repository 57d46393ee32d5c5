/** Questions without numbers or titles: a list or a row of sections that has one for each. */
import type { Question } from '../../contract/assignment.ts';
import type { Range, TexDocument } from './document.ts';
import type { Heading } from './heading.ts';
import { questionLabel } from './labels.ts';
import { SECTIONS } from './vocabulary.ts';

/**
 * Sections that are a word and a question's number in whatever language, else the items of a list or the sections that
 * are as many as the questions; none where there is no such row.
 */
export function countedHeadings(document: TexDocument, body: Range, questions: Question[]): Heading[] {
  const numbered = numberedSections(document, body, questions);
  if (numbered.length > 0) return numbered;
  const items = countedItems(document, body, questions.length);
  if (items.length > 0)
    return items.map((item, place) => {
      const { from, to } = document.tokens[item]!;
      return { ...counted(place, questions), from, to };
    });
  return countedSections(document, body, questions.length).map(({ index, title, next }, place) => ({
    ...counted(place, questions),
    from: document.tokens[index]!.from,
    to: document.tokens[next - 1]!.to,
    extra: /^(?:question|problem|exercise|answer)?[.:]?$/i.test(title) ? '' : title,
  }));
}

function counted(place: number, questions: Question[]): Omit<Heading, 'from' | 'to'> {
  return { rank: 'counted', question: questions[place]!, label: String(place + 1), extra: '', rest: '' };
}

function countedItems(document: TexDocument, body: Range, count: number): number[] {
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
    if (document.tokens[index]!.name === 'enumerate' && items.length === count) return items;
    index = partner;
  }
  return [];
}

/** Sections around the answers rather than of them. */
const FRAME =
  /^(?:references|bibliography|acknowledge?ments?|appendix|introduction|(?:group|team)\b|members|names?\b)/i;

interface Section {
  index: number;
  title: string;
  next: number;
}

/** Such as "Aufgabe 1", "Aufgabe 2": one word before numbers of which two or more are questions'. */
function numberedSections(document: TexDocument, body: Range, questions: Question[]): Heading[] {
  for (const sections of sectionsByLevel(document, body)) {
    const byWord = new Map<string, Heading[]>();
    for (const { index, title, next } of sections) {
      const [, word, label] = /^(\p{L}{3,})\s+([0-9]{1,3}[a-z]?)\s*[.:]?$/u.exec(title) ?? [];
      if (word === undefined || label === undefined) continue;
      const found = byWord.get(word) ?? [];
      byWord.set(word, found);
      found.push({
        rank: 'words',
        question: questions.find((question) => questionLabel(question, questions) === label) ?? null,
        label,
        from: document.tokens[index]!.from,
        to: document.tokens[next - 1]!.to,
        extra: '',
        rest: '',
      });
    }
    for (const headings of byWord.values())
      if (headings.filter(({ question }) => question !== null).length > 1) return headings;
  }
  return [];
}

/** Sections of the highest level that has as many as there are questions. */
function countedSections(document: TexDocument, body: Range, count: number): Section[] {
  return sectionsByLevel(document, body).find((sections) => sections.length === count) ?? [];
}

function sectionsByLevel(document: TexDocument, body: Range): Section[][] {
  const byName = new Map<string, Section[]>();
  for (let index = body.from; index < body.to; index += 1) {
    const { kind, name } = document.tokens[index]!;
    if (kind !== 'command' || !Object.hasOwn(SECTIONS, name)) continue;
    const { texts, next } = document.arguments(index + 1, body.to, '*[T');
    const title = texts[0] === undefined ? null : document.plain(texts[0]);
    if (title === null || FRAME.test(title)) continue;
    const found = byName.get(name) ?? [];
    found.push({ index, title, next });
    byName.set(name, found);
  }
  return [...byName]
    .sort(([one], [other]) => SECTIONS[one]! - SECTIONS[other]!)
    .map(([, sections]) => sections);
}
