import type { AssignmentView } from '../../../../contract/assignments.ts';
import { questionName } from '../../../../contract/questionName.ts';

/** "5 · Five claimed benefits of Adam". */
export function headingOf({ questions }: AssignmentView, id: string): string {
  const question = questions.find((each) => each.id === id);
  return question === undefined ? id : questionName(question);
}
