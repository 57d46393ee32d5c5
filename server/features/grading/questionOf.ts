import type { AssignmentDefinition, Question } from '../../../contract/assignment.ts';
import { ApiError } from '../../errors.ts';

/** What somebody reads whose page is from before a question was taken out, as whose address is mistyped. */
export const noSuchQuestion = (id: string): ApiError =>
  new ApiError(
    'not_found',
    `The set has no question ${id} as it stands now. If it was taken out, its answers and grades stay readable and count for nobody. Nothing was changed.`,
  );

/** @throws ApiError not_found */
export function questionOf(definition: AssignmentDefinition, id: string): Question {
  const question = definition.questions.find((candidate) => candidate.id === id);
  if (!question) throw noSuchQuestion(id);
  return question;
}
