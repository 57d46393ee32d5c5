/** A question's title, as people repeat it. */
import type { Question } from '../../contract/assignment.ts';

/** Whether `text` is the title, whatever its case and punctuation. */
export function isTitle(text: string, question: Question | null): boolean {
  return question !== null && plainTitle(text) === plainTitle(question.title);
}

/** Whether `text` has no other words than the title: "Momentum" for "The idea of momentum". */
export function isShortTitle(text: string, question: Question | null): boolean {
  const words = wordsOf(text);
  const own = new Set(wordsOf(question?.title ?? ''));
  return (
    !/[\\$]/.test(text) &&
    words.some((word) => /\p{L}{3}/u.test(word)) &&
    words.every((word) => own.has(word))
  );
}

/** The one question that `text` is the short title of. */
export function shortlyTitled(text: string, questions: Question[]): Question | undefined {
  const [only, ...others] = questions.filter((question) => isShortTitle(text, question));
  return others.length === 0 ? only : undefined;
}

function plainTitle(text: string): string {
  return text.toLowerCase().replace(/\\[a-z]+|[^\p{L}\p{N}]/gu, '');
}

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
