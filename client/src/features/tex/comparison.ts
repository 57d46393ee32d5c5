/** An import beside the present drafts, question by question, as values. */
import { MAX_TEXT } from '../../../../contract/documents.ts';
import { imageNamesIn } from '../../../../contract/markup/images.ts';
import type { ImageView } from '../../../../contract/images.ts';
import type { TexImport } from '../../../../contract/tex.ts';
import { countWords } from '../../../../grader/answers/parts.ts';

/** What is on the page of one question now. */
export interface Present {
  question: string;
  text: string;
}

export type Finding =
  /** The draft is empty. */
  | { kind: 'new' }
  | { kind: 'replaces'; words: number }
  | { kind: 'unchanged' }
  /** The file has the question's heading and nothing below it. */
  | { kind: 'empty' }
  | { kind: 'not_found' }
  | { kind: 'too_long' };

export interface Comparison {
  question: string;
  present: string;
  /** Null where the file has no heading for the question. */
  found: string | null;
  finding: Finding;
}

export function compareImport({ answers }: TexImport, presents: Present[]): Comparison[] {
  return presents.map(({ question, text }) => {
    const found = answers.find((answer) => answer.question === question)?.markdown ?? null;
    return { question, present: text, found, finding: findingOf(found, text) };
  });
}

function findingOf(found: string | null, present: string): Finding {
  if (found === null) return { kind: 'not_found' };
  if (found.trim() === present.trim()) return { kind: 'unchanged' };
  if (found.trim() === '') return { kind: 'empty' };
  if (found.length > MAX_TEXT) return { kind: 'too_long' };
  return present.trim() === '' ? { kind: 'new' } : { kind: 'replaces', words: countWords(present) };
}

/** Whether the file's answer can be taken. */
export function isOffered({ finding }: Comparison): boolean {
  return finding.kind === 'new' || finding.kind === 'replaces';
}

/** Words of the file that belong to no question, to be put below an answer. */
export interface Appended {
  question: string;
  text: string;
}

/** The drafts that change, by question, with what they will hold. */
export function changedTexts(
  comparisons: Comparison[],
  chosen: ReadonlySet<string>,
  appended: Appended | null,
): Map<string, string> {
  const changed = new Map<string, string>();
  for (const comparison of comparisons) {
    const { question, present, found } = comparison;
    const taken = found !== null && isOffered(comparison) && chosen.has(question) ? found : present;
    const added = appended?.question === question ? appended.text : '';
    const text = [taken, added].filter((part) => part.trim() !== '').join('\n\n');
    if (text !== present && (taken !== present || added !== '')) changed.set(question, text);
  }
  return changed;
}

/** The sheet's line of names, and the other words that belong to no question. */
export function splitNames(unassigned: string): { names: string | null; rest: string } {
  const parts = unassigned.split('\n\n');
  const line = parts.find((part) => /^Names: [^\n]*$/.test(part));
  return {
    names: line?.slice('Names: '.length) ?? null,
    rest: parts.filter((part) => part !== line).join('\n\n'),
  };
}

/** The file's images that the changed answers show. */
export function imagesOf(changed: ReadonlyMap<string, string>, images: ImageView[]): ImageView[] {
  const names = new Set([...changed.values()].flatMap(imageNamesIn));
  return images.filter(({ name }) => names.has(name));
}
