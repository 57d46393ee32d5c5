import type { AssignmentDefinition, Question } from '../../../contract/assignment.ts';
import { ApiError } from '../../errors.ts';

/** @throws ApiError not_found */
export function questionOf(definition: AssignmentDefinition, id: string): Question {
  const question = definition.questions.find((candidate) => candidate.id === id);
  if (!question) throw new ApiError('not_found', `There is no question ${id} in this assignment.`);
  return question;
}
