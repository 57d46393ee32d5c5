import { listAnswerGroups } from '../../../../../contract/answerGroups.ts';
import { listAssignments } from '../../../../../contract/assignments.ts';
import { getGradingProgress } from '../../../../../contract/desk.ts';
import {
  getGradingAnswer,
  listGradingAnswers,
  listGradingQuestions,
} from '../../../../../contract/grading.ts';
import { invalidate } from '../../../api/query.ts';

/** Pages that show the groups or the grades of answers read them again. */
export function invalidateGrades(): Promise<unknown> {
  return invalidate(
    listAnswerGroups,
    getGradingAnswer,
    listGradingAnswers,
    listGradingQuestions,
    getGradingProgress,
    listAssignments,
  );
}
