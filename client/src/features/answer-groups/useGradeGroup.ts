import { useMutation } from '@tanstack/react-query';
import { gradeAnswerGroup, type AnswerGroupView } from '../../../../contract/answerGroups.ts';
import type { ResponseOf } from '../../../../contract/operation.ts';
import { call } from '../../api/call.ts';
import { announce } from '../../app/announcer.ts';
import type { GradeState } from '../grading/grade/gradeState.ts';
import { invalidateGrades } from '../grading/grade/invalidateGrades.ts';
import { answersWords, MAX_NAME } from './groupState.ts';

export type GroupParams = { course: string; assignment: string; question: string };
export type Conflicts = ResponseOf<typeof gradeAnswerGroup>['conflicts'];

interface GradeGroup {
  grade: GradeState;
  answers: { submissionId: string; baseRevision: number }[];
}

/** Gives answers of a group one grade. `data` are those left because somebody graded them meanwhile. */
export function useGradeGroup(params: GroupParams, group: AnswerGroupView, onGraded: () => void) {
  return useMutation({
    mutationFn: async ({ grade, answers }: GradeGroup): Promise<Conflicts> => {
      const body = { groupName: group.name.slice(0, MAX_NAME), answers, ...grade };
      const { graded, conflicts } = await call(gradeAnswerGroup, { params, body });
      announce(`Graded ${answersWords(graded)}`);
      await invalidateGrades();
      return conflicts;
    },
    onSuccess: (conflicts) => {
      if (conflicts.length === 0) onGraded();
    },
    // Most often an answer does not count any more: the groups are others by now.
    onError: invalidateGrades,
  });
}
