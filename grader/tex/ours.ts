/** The sheet's own words in a student's file: taken out where they are exactly ours, kept where they are not. */
import type { AssignmentDefinition } from '../../contract/assignment.ts';
import { joinBlocks } from './blocks.ts';
import type { Block } from './blocks.ts';
import { TexDocument } from './document.ts';
import { latexFromMarkdown } from './latex.ts';
import { MarkdownWriter } from './markdown.ts';

/** What tells one text from another: its characters without white space, escapes and emphasis. */
const INSIGNIFICANT = /[\s*_`\\>#]/g;

function fingerprint(markdown: string): string {
  return markdown.replace(INSIGNIFICANT, '');
}

/** Fingerprints of the texts that the template prints, longest first: as written, and as they come back from TeX. */
export function ourTexts(assignment: AssignmentDefinition): string[] {
  const texts = [
    assignment.introduction,
    ...assignment.blocks.map((block) => block.directions),
    ...assignment.questions.flatMap(({ statement }) => [statement, ...beginnings(statement)]),
  ];
  const prints = texts.flatMap((text) => [fingerprint(text), fingerprint(thereAndBack(text))]);
  return [...new Set(prints)].filter((print) => print !== '').sort((one, other) => other.length - one.length);
}

/** The first sentences of a statement, for who copies no more of it. */
function beginnings(statement: string): string[] {
  const [paragraph = ''] = statement.split(/\n\s*\n/);
  return [...paragraph.matchAll(/[.?!](?=\s)/g)]
    .map(({ index }) => paragraph.slice(0, index + 1))
    .filter((text) => text.split(/\s+/).length >= MIN_WORDS);
}

/** A shorter sentence may be the student's own. */
const MIN_WORDS = 5;

function thereAndBack(markdown: string): string {
  const document = new TexDocument(latexFromMarkdown(markdown));
  const context = {
    macros: new Map(),
    environments: new Map(),
    warn: () => {},
    image: (name: string) => name,
    code: () => null,
    expansionsLeft: 0,
  };
  return joinBlocks(new MarkdownWriter(document, context).blocks({ from: 0, to: document.tokens.length }));
}

/** Whether a title is the one that the template prints. */
export function isOurTitle(markdown: string, { course, title }: AssignmentDefinition): boolean {
  return [`${course} ${title}`, title].some((own) => fingerprint(own) === fingerprint(markdown));
}

/** Removes every run of blocks that is one of our texts, to the letter. */
export function withoutOurs(blocks: Block[], ours: string[]): Block[] {
  let kept = blocks;
  for (const text of ours) kept = withoutText(kept, text);
  return kept;
}

function withoutText(blocks: Block[], text: string): Block[] {
  const kept: Block[] = [];
  for (let start = 0; start < blocks.length;) {
    const run = runLength(blocks, start, text);
    if (run === null) kept.push(blocks[start++]!);
    else {
      if (run.rest !== '') kept.push({ kind: 'paragraph', markdown: run.rest, blankBefore: true });
      start += run.length;
    }
  }
  return kept;
}

/** Blocks from `start` on that are `text`, and what follows it in the last of them. */
function runLength(blocks: Block[], start: number, text: string): { length: number; rest: string } | null {
  let left = text;
  for (let at = start; at < blocks.length; at += 1) {
    const { markdown, kind } = blocks[at]!;
    const print = fingerprint(markdown);
    if (left === print) return { length: at + 1 - start, rest: '' };
    if (left.startsWith(print)) left = left.slice(print.length);
    else if (kind === 'paragraph' && print.startsWith(left)) {
      const rest = restAfter(markdown, left.length);
      return rest === null ? null : { length: at + 1 - start, rest };
    } else return null;
  }
  return null;
}

/** The Markdown after its first `count` significant characters, null where that would cut a word. */
function restAfter(markdown: string, count: number): string | null {
  let left = count;
  let at = 0;
  for (; left > 0; at += 1) if (fingerprint(markdown[at]!) !== '') left -= 1;
  const rest = /^[*_`]*(?=\s)([^]*)$/.exec(markdown.slice(at));
  return rest === null ? null : (rest[1] ?? '').trim();
}
