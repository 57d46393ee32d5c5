import type { AssignmentView } from '../../../../contract/assignments.ts';
import { useCourse } from '../../app/session.tsx';
import { costWordsAfter, lateCost } from '../workspace/submitting/lateNow.ts';

/** What a late submission costs its reader, by the rule of now. */
export default function LateCost({ assignment, at }: { assignment: AssignmentView; at: string }) {
  const { course } = useCourse();
  return <p>{costWordsAfter(lateCost(assignment, at, course.timeZone), assignment.lateDays).join(' ')}</p>;
}
