import { Button, Group, List, Modal, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { listAssignments } from '../../../../contract/assignments.ts';
import { getFeedback } from '../../../../contract/feedback.ts';
import { getMyGroup } from '../../../../contract/groups.ts';
import { createSubmission, listSubmissions, type SubmissionView } from '../../../../contract/submissions.ts';
import { call } from '../../api/call.ts';
import { serverNow } from '../../api/clock.ts';
import { invalidate, useCall } from '../../api/query.ts';
import { announce } from '../../app/announcer.ts';
import { useCourse } from '../../app/session.tsx';
import { Notice } from '../../components/Notice.tsx';
import { durationWords } from '../../components/time.ts';
import { Due } from '../../components/Times.tsx';
import { contentsOf, emptyPieces } from './contents.ts';
import { useWorkspace } from './WorkspaceProvider.tsx';

/** Advice: where it cannot be loaded, submitting goes on without it. */
const Shortcomings = lazy(() => import('./Shortcomings.tsx').catch(() => ({ default: () => null })));
const MissingImages = lazy(() => import('../images/MissingImages.tsx'));

interface SubmitDialogProps {
  opened: boolean;
  onClose: () => void;
  title: string;
  codeFile: string | null;
  onSubmitted: (submission: SubmissionView) => void;
}

/** What will be handed in, for whom and how late, before it happens. */
export function SubmitDialog({ opened, onClose, title, ...form }: SubmitDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title={title}>
      <SubmitForm {...form} onCancel={onClose} />
    </Modal>
  );
}

interface SubmitFormProps {
  codeFile: string | null;
  onSubmitted: (submission: SubmissionView) => void;
  onCancel: () => void;
}

function SubmitForm({ codeFile, onSubmitted, onCancel }: SubmitFormProps) {
  const { assignment, keeper, params } = useWorkspace();
  const { course } = useCourse();
  const members = useCall(getMyGroup, { params }).data?.group?.members ?? [];
  // One key for all tries of this dialog: a lost answer then makes no second submission.
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const [openedAt] = useState(serverNow);
  const contents = contentsOf(assignment, (key) => keeper.text(key), codeFile);
  const empty = emptyPieces(assignment, contents);
  const late = openedAt - Date.parse(assignment.dueAt);
  const conflict = keeper.hasConflict();
  const submitting = useMutation({
    mutationFn: () => call(createSubmission, { params, body: { idempotencyKey, ...contents } }),
    onSuccess: async (submission) => {
      announce(`Submitted as number ${submission.number}`);
      onCancel();
      onSubmitted(submission);
      await invalidate(listSubmissions, listAssignments, getMyGroup, getFeedback);
    },
  });
  return (
    <Stack gap="md">
      <Text size="sm">
        {members.length > 1
          ? `For ${members.map(({ name }) => name).join(', ')}. All of you get the receipt.`
          : assignment.groupMax > 1
            ? 'For you alone: your group has no other members yet.'
            : 'For you.'}
      </Text>
      {late > 0 ? (
        <Notice kind="warning" title={`Late ${durationWords(late)}`}>
          It <Due at={assignment.dueAt} timeZone={course.timeZone} />, so this submission is marked as late.
        </Notice>
      ) : (
        <Text size="sm" c="dimmed">
          It is <Due at={assignment.dueAt} timeZone={course.timeZone} />. You can submit again until then; the
          last one counts.
        </Text>
      )}
      {empty.length > 0 && (
        <Notice kind="warning" title="Still empty">
          <List size="sm">
            {empty.map((piece) => (
              <List.Item key={piece}>{piece}</List.Item>
            ))}
          </List>
        </Notice>
      )}
      <Suspense fallback={null}>
        <Shortcomings answers={contents.answers} />
        <MissingImages answers={contents.answers} />
      </Suspense>
      {conflict && (
        <Notice kind="danger" title="Two versions of an answer">
          Close this and choose one first.
        </Notice>
      )}
      {submitting.error !== null && (
        <Notice kind="danger" title="Not submitted">
          {submitting.error.message} What you wrote is saved.
        </Notice>
      )}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onCancel}>
          Cancel
        </Button>
        <Button
          data-autofocus
          loading={submitting.isPending}
          disabled={conflict}
          onClick={() => submitting.mutate()}
        >
          {late > 0 ? 'Submit late' : 'Submit'}
        </Button>
      </Group>
    </Stack>
  );
}
