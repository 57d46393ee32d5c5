/** Which of the parts that a question asks for an answer has, and how long it is. Pure; runs in the browser too. */
import { FORMULA, NUMBERING, readLines, sentencesOf } from './lines.ts';
import type { Line } from './lines.ts';
import { senseOf } from './senses.ts';
import type { Sense } from './senses.ts';
import { stemsOf } from './terms.ts';

export interface FoundPart {
  part: string;
  found: boolean;
  /** By a heading with something under it, else by a sentence that says such a thing; null when not found. */
  by: 'heading' | 'sense' | null;
}

interface Wanted {
  part: string;
  stems: readonly string[];
  sense: Sense | null;
}

/**
 * Context, plot, observation and interpretation are known by many names and by their sentences; any other part by the
 * words of its name in a heading. The parts of the answer may stand in any order.
 * @param parts as the author names them, such as "What is plotted"
 * @returns one for each of `parts`, in their order
 */
export function findParts(markdown: string, parts: readonly string[]): FoundPart[] {
  const wanted = parts.map((part): Wanted => ({ part, stems: stemsOf(part), sense: senseOf(part) }));
  const { headed, bodies } = readSections(readLines(markdown).lines.flatMap(splitAtTitles), wanted);
  const sentences = sentencesOf(bodies).map((sentence) => sentence.toLowerCase());
  return wanted.map((want): FoundPart => {
    const { part, sense } = want;
    if (headed.has(want)) return { part, found: true, by: 'heading' };
    const isSaid = sentences.some((sentence) => sense?.patterns.some((pattern) => pattern.test(sentence)));
    return { part, found: isSaid, by: isSaid ? 'sense' : null };
  });
}

/** "Context: A. Plot: B." in one line, as a line for each sentence that begins so. */
function splitAtTitles(line: Line): Line[] {
  const [first = '', ...others] = line.text.split(/(?<=[.!?;])\s+(?=[\p{Lu}(][^:.!?;]{0,40}:\s)/u);
  return [
    { ...line, text: first },
    ...others.map((text) => ({ ...line, text, lead: '', opensBlock: false })),
  ];
}

/** Parts that have something under their heading, and the lines without their headings. */
function readSections(
  lines: readonly Line[],
  wanted: readonly Wanted[],
): { headed: ReadonlySet<Wanted>; bodies: Line[] } {
  const headed = new Set<Wanted>();
  const bodies: Line[] = [];
  let section: readonly Wanted[] = [];
  for (const line of lines) {
    const heading = headingOf(line, wanted);
    if (heading) section = heading.parts;
    else if (line.isHeading) continue;
    const text = heading ? heading.rest : line.text;
    bodies.push({ ...line, text });
    const says = heading ? hasContent(text) : text === '' || hasContent(text);
    if (says) section.forEach((want) => headed.add(want));
  }
  return { headed, bodies };
}

const hasContent = (text: string): boolean => /[\p{L}\p{N}\uFFFC]/u.test(text);

interface Title {
  title: string;
  /** What follows the title in its line. */
  rest: string;
  /** Set apart as a title by bold letters and the like. */
  isMarked: boolean;
}

function headingOf(line: Line, wanted: readonly Wanted[]): { parts: Wanted[]; rest: string } | null {
  const found = titleOf(line);
  if (!found) return null;
  const parts = wanted.filter((want) => isTitleOf(found, want));
  return parts.length > 0 ? { parts, rest: found.rest } : null;
}

/** `\textbf{Context}`, `{\bf Context}`, `\paragraph{Context}`: LaTeX that was pasted as it is. */
const TEX_TITLE =
  /^(?:\\(?:textbf|textit|emph|underline|paragraph|(?:sub){0,2}section)\*?\{|\{\\(?:bf|it|em|bfseries)\s)([^{}]{1,80})\}(.*)$/;
const PLAIN_TITLE = /^([^:.–—]{1,60}?)(?:\s*[:.]|\s+[-–—]+)(?:\s+(.*))?$/;
const MAX_TITLE_WORDS = 8;

function titleOf({ text, lead, isHeading }: Line): Title | null {
  const line = text.replace(NUMBERING, '').trim();
  const split = PLAIN_TITLE.exec(line);
  const rest = (after: string): string => after.replace(/^[\s:.–—-]+/, '');
  const tex = TEX_TITLE.exec(line);
  if (tex) return asTitle(tex[1]!, rest(tex[2]!), true);
  if (isHeading) return split ? asTitle(split[1]!, split[2] ?? '', true) : asTitle(line, '', true);
  if (lead.trim() !== '') return asTitle(lead, rest(text.slice(text.indexOf(lead) + lead.length)), true);
  return split ? asTitle(split[1]!, split[2] ?? '', false) : asTitle(line, '', false);
}

function asTitle(title: string, rest: string, isMarked: boolean): Title | null {
  return title.trim().split(/\s+/).length <= MAX_TITLE_WORDS ? { title, rest, isMarked } : null;
}

/** "Explanation of Figure 3" stands above the whole answer and is no title of a part, except by the author's word. */
const NAMES_A_FIGURE = /\bfig(?:ure|\.)?\s*\d/i;

function isTitleOf({ title, isMarked }: Title, { part, stems, sense }: Wanted): boolean {
  const own = stemsOf(title);
  if (stems.length === 0) return title.trim().toLowerCase() === part.trim().toLowerCase();
  const hasName = stems.every((stem) => own.includes(stem));
  const hasSense = !NAMES_A_FIGURE.test(title) && own.some((stem) => sense?.stems.has(stem));
  if (isMarked) return hasName || hasSense;
  // A line of plain text is a title only when it says nothing else.
  return own.length > 0 && own.every((stem) => stems.includes(stem) || (hasSense && sense?.stems.has(stem)));
}

/** Words as a reader counts them: a formula is one, also in "$x$-axis"; code and the marks of Markdown are none. */
export function countWords(markdown: string): number {
  const words = readLines(markdown).lines.flatMap(({ text }) => text.split(/[\s—–]+/));
  return words.filter((word) => /[\p{L}\p{N}]/u.test(word) || word.includes(FORMULA)).length;
}
