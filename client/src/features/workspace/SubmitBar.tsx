import { Button, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link } from 'react-router';
import { listSubmissions, type SubmissionView } from '../../../../contract/submissions.ts';
import { reachable } from '../../api/reachability.ts';
import { useCall } from '../../api/query.ts';
import { useSignal } from '../../api/signal.ts';
import { ActionBar } from '../../components/ActionBar.tsx';
import { Status } from '../../components/Status.tsx';
import { Ago } from '../../components/Times.tsx';
import { useCourse } from '../../app/session.tsx';
import { SaveIndicator } from './SaveIndicator.tsx';
import { SubmitDialog } from './SubmitDialog.tsx';
import { useWorkspace } from './WorkspaceProvider.tsx';

interface SubmitBarProps {
  /** Name of the code file to hand in, null when nothing is to be programmed. */
  codeFile: string | null;
  onSubmitted: (submission: SubmissionView) => void;
}

export function SubmitBar({ codeFile, onSubmitted }: SubmitBarProps) {
  const { assignment, keeper, locked } = useWorkspace();
  const online = useSignal(reachable);
  const [opened, dialog] = useDisclosure(false);
  const words = assignment.groupMax > 1 ? 'Submit for group' : 'Submit';
  return (
    <ActionBar
      state={
        <>
          <SaveIndicator />
          {online && <LastSubmission />}
        </>
      }
    >
      {locked !== null && <Status kind="locked" />}
      {!online && <Text size="sm">You can submit when Stepwise can be reached again.</Text>}
      <Button
        disabled={!online || locked !== null}
        onClick={() => {
          void keeper.flush();
          dialog.open();
        }}
      >
        {words}
      </Button>
      <SubmitDialog
        opened={opened}
        onClose={dialog.close}
        title={words}
        codeFile={codeFile}
        onSubmitted={onSubmitted}
      />
    </ActionBar>
  );
}

/** The submission that counts so far, with the way to its receipt. */
function LastSubmission() {
  const { params } = useWorkspace();
  const { course } = useCourse();
  const last = useCall(listSubmissions, { params }).data?.submissions.find(({ counts }) => counts);
  if (last === undefined) return null;
  return (
    <Text size="sm" c="dimmed" span>
      Submission {last.number}, <Ago at={last.submittedAt} timeZone={course.timeZone} />
      {' · '}
      <Link to={`/c/${params.course}/sets/${params.assignment}/receipt/${last.number}`}>Receipt</Link>
      {' · '}
      <Link to={`/c/${params.course}/sets/${params.assignment}/feedback`}>Feedback</Link>
    </Text>
  );
}
