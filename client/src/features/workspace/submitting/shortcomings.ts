/** What an answer lacks of what its question asks for. Advice: it can be handed in all the same. */
import { countWords, findParts } from '../../../../../grader/answers/parts.ts';
import type { AssignmentView } from '../../../../../contract/assignments.ts';
import { own } from '../../../../../contract/own.ts';
import { writtenQuestions, type WrittenQuestion } from '../document/contents.ts';

export interface AnswerReading {
  /** Parts that are neither headed nor said. */
  missing: string[];
  /** Parts without a heading; the missing ones are among them. */
  unheaded: string[];
  words: number;
}

export function readAnswer({ parts }: Pick<WrittenQuestion, 'parts'>, text: string): AnswerReading {
  const found = findParts(text, parts);
  return {
    missing: found.filter((part) => !part.found).map(({ part }) => part),
    unheaded: found.filter(({ by }) => by !== 'heading').map(({ part }) => part),
    words: countWords(text),
  };
}

/** "Question 3 lacks: Interpretation"; answers with nothing in them are left out. */
export function shortcomings(
  assignment: AssignmentView,
  answers: Readonly<Record<string, string>>,
): string[] {
  return writtenQuestions(assignment).flatMap((question) => {
    const text = own(answers, question.id) ?? '';
    if (text.trim() === '') return [];
    const name = question.label === null ? question.title : `Question ${question.label}`;
    const { missing, words } = readAnswer(question, text);
    const { maxWords } = question;
    return [
      ...(missing.length > 0 ? [`${name} lacks: ${missing.join(', ')}`] : []),
      ...(maxWords !== null && words > maxWords
        ? [`${name} has ${words} words, at most ${maxWords} are asked for`]
        : []),
    ];
  });
}
