/** How a question is called on the sheet. */
import type { Question } from '../../contract/assignment.ts';

/** The author's label, which is never renumbered; without one the place among the questions, from 1. */
export function questionLabel(question: Question, questions: Question[]): string {
  return question.label ?? String(questions.indexOf(question) + 1);
}
