import { Button } from '@mantine/core';
import { AssignmentProblems } from '../../../../../contract/assignments.ts';
import { isApiError } from '../../../api/ApiError.ts';
import { Failure } from '../../../components/Failure.tsx';
import { Message } from '../../../components/Message.tsx';
import { Notice } from '../../../components/Notice.tsx';
import { ProblemList } from './ProblemList.tsx';

interface NotPublishedProps {
  error: Error;
  /** Publishes although solution and samples are not run. */
  onWithoutSamples: () => void;
  isPending: boolean;
}

/** Why a set was not published. Its samples stop who does not look; who knows better goes on without them. */
export function NotPublished({ error, onWithoutSamples, isPending }: NotPublishedProps) {
  if (!isApiError(error, 'samples_refused'))
    return <Failure error={error} unchanged="Nothing was published." />;
  return (
    <Notice kind="danger">
      <Message>{error.message}</Message>
      <ProblemList problems={error.detailsAs(AssignmentProblems).problems} />
      <Button mt="xs" size="compact-sm" variant="default" loading={isPending} onClick={onWithoutSamples}>
        Publish without its samples
      </Button>
    </Notice>
  );
}
