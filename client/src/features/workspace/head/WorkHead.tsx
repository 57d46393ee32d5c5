import { Status } from '../../../components/Status.tsx';
import { durationWords } from '../../../components/time.ts';
import { Time } from '../../../components/Time.tsx';
import { useNow } from '../../../components/useNow.ts';
import { useCourse } from '../../../app/session.tsx';
import { useDueAnnounced } from './useDueAnnounced.ts';
import { useWorkspace } from '../writing/WorkspaceProvider.tsx';

/** Beside the title: due line, lateness. Of what is locked nothing is due any more. */
export function WorkHead() {
  const { assignment, locked } = useWorkspace();
  const { course } = useCourse();
  const now = useNow();
  useDueAnnounced(assignment.dueAt, now);
  const late = now - Date.parse(assignment.dueAt);
  if (locked !== null && late < 0) return <Status kind="locked">Locked</Status>;
  return (
    <>
      <Time form="due" at={assignment.dueAt} timeZone={course.timeZone} />
      {assignment.extension !== null && <span title={assignment.extension.reason}>extended</span>}
      {late > 0 && locked === null && <Status kind="late">Late {durationWords(late)}</Status>}
    </>
  );
}
