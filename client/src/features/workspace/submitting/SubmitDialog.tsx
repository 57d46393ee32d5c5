import { Button, Group, List, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import type { SubmissionView } from '../../../../../contract/submissions.ts';
import { isApiError } from '../../../api/ApiError.ts';
import { serverNow } from '../../../api/clock.ts';
import { announce } from '../../../app/announcer.ts';
import { useCourse, useUser } from '../../../app/session.tsx';
import { Dialog } from '../../../components/Dialog.tsx';
import { arrivalAsked } from '../../../components/arrival.ts';
import { ExtensionWords } from '../../../components/ExtensionWords.tsx';
import { Notice } from '../../../components/Notice.tsx';
import { Outcome } from '../../../components/Outcome.tsx';
import { lateness } from '../../../components/time.ts';
import { Time } from '../../../components/Time.tsx';
import { contentsOf, emptyPieces } from '../document/contents.ts';
import { listOf, membersWords } from '../people/nameLists.ts';
import { deviceOf, submissionsChanged } from '../sending/outbox.ts';
import { costWords, lateNow } from './lateNow.ts';
import { resubmissionWords, whatItBecomes } from './resubmission.ts';
import { useChanges } from '../writing/useChanges.ts';
import { useDocumentStatus, useWorkspace } from '../writing/WorkspaceProvider.tsx';
import { Message } from '../../../components/Message.tsx';

const loadShortcomings = () => import('./Shortcomings.tsx').catch(() => ({ default: () => null }));
const loadMissingImages = () =>
  import('../../images/MissingImages.tsx').catch(() => ({ default: () => null }));

/** Advice: where it cannot be loaded, submitting goes on without it. */
const Shortcomings = lazy(loadShortcomings);
const MissingImages = lazy(loadMissingImages);

const READY_AFTER_MS = 3_000;

/** Fetches the advice while there is a network, since people submit where there is none, too. */
function usePreparedAdvice(): void {
  useEffect(() => {
    const timer = setTimeout(
      () => void Promise.all([loadShortcomings(), loadMissingImages()]),
      READY_AFTER_MS,
    );
    return () => clearTimeout(timer);
  }, []);
}

const TYPING_MS = 6_000;
const LOOK_MS = 1_000;

interface SubmitDialogProps {
  opened: boolean;
  onClose: () => void;
  codeFile: string | null;
  onSubmitted: (submission: SubmissionView) => void;
}

/** What will be handed in, for whom and how late, before it happens. */
export default function SubmitDialog({ opened, onClose, ...form }: SubmitDialogProps) {
  const { assignment } = useWorkspace();
  usePreparedAdvice();
  return (
    <Dialog opened={opened} onClose={onClose} title={`Submit ${assignment.title}`}>
      <SubmitForm {...form} onCancel={onClose} />
    </Dialog>
  );
}

interface SubmitFormProps {
  codeFile: string | null;
  onSubmitted: (submission: SubmissionView) => void;
  onCancel: () => void;
}

/** Whether the dialog is still there. */
function useIsThere(): () => boolean {
  const isThere = useRef(true);
  useEffect(() => {
    isThere.current = true;
    return () => {
      isThere.current = false;
    };
  }, []);
  return () => isThere.current;
}

/** The time and who types, looked at every second. */
function useMoment() {
  const { shared } = useWorkspace();
  const read = () => ({ now: serverNow(), typing: shared.writing(TYPING_MS).map(({ name }) => name) });
  const [moment, setMoment] = useState(read);
  useEffect(() => {
    const timer = setInterval(
      () => setMoment({ now: serverNow(), typing: shared.writing(TYPING_MS).map(({ name }) => name) }),
      LOOK_MS,
    );
    return () => clearInterval(timer);
  }, [shared]);
  return moment;
}

function submitWords(isLate: boolean, uses: number): string {
  if (!isLate) return 'Submit';
  return uses === 0 ? 'Submit late' : `Submit late, use ${uses} ${uses === 1 ? 'day' : 'days'}`;
}

const SAFE = 'Your draft is safe. Ask the staff if something must change.';

function SubmitForm({ codeFile, onSubmitted, onCancel }: SubmitFormProps) {
  const { assignment, shared, params, locked } = useWorkspace();
  const { course } = useCourse();
  const { userId } = useUser();
  const members = useDocumentStatus('members');
  const connected = useDocumentStatus('connected');
  const group = useDocumentStatus('group');
  const { now, typing } = useMoment();
  // One key for all tries of this dialog: a lost answer then makes no second submission.
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const contents = contentsOf(assignment, (key) => shared.text(key), codeFile);
  const empty = emptyPieces(assignment, contents);
  const rule = lateNow(assignment, now, course.timeZone);
  const late = rule.isLate ? lateness(new Date(now).toISOString(), assignment.dueAt) : null;
  const { submission, closed } = useChanges(codeFile);
  const over = locked ?? closed ?? (rule.isOver ? SAFE : null);
  const becomes = whatItBecomes(assignment.resubmission, {
    before: submission ?? null,
    isLate: late !== null,
  });
  const isThere = useIsThere();
  const submitting = useMutation({
    mutationFn: () =>
      deviceOf(userId).outbox.submit(
        {
          idempotencyKey,
          ...params,
          title: assignment.title,
          dueAt: assignment.dueAt,
          group,
          fileName: codeFile,
          updates: shared.unacknowledged(),
          askedAt: new Date(serverNow()).toISOString(),
          refusal: null,
        },
        isThere,
      ),
    onSuccess: async (submission) => {
      // Who has closed it is told by the page, and goes on with what they do.
      if (!isThere()) return;
      arrivalAsked();
      onCancel();
      if (submission === null) {
        announce('Waiting for the network. The submission is sent by itself.');
        return;
      }
      announce(`Submission ${submission.number} received`);
      onSubmitted(submission);
      await submissionsChanged();
    },
  });
  return (
    <Stack gap="md">
      {(assignment.groupMax > 1 || members.length > 1) && (
        <Text size="sm">
          {members.length > 1
            ? `For ${membersWords(members, userId)}. All of you get the receipt.`
            : 'For you alone: nobody else is in your group.'}
        </Text>
      )}
      {over !== null && (
        <Notice kind="danger" title="Handing in has ended">
          {over}
        </Notice>
      )}
      {over === null && (
        <>
          {late !== null ? (
            <Notice kind="warning" title={`${late} late`}>
              The due time was <Time at={assignment.dueAt} timeZone={course.timeZone} />. This submission is
              marked as late. {costWords(rule, assignment.lateDays).join(' ')}
            </Notice>
          ) : (
            <Text size="sm" c="dimmed">
              In time: <Time at={assignment.dueAt} timeZone={course.timeZone} form="due" />.
            </Text>
          )}
          {assignment.extension !== null && (
            <Text size="sm" c="dimmed">
              <ExtensionWords
                extension={assignment.extension}
                dueAt={assignment.dueAt}
                timeZone={course.timeZone}
              />
            </Text>
          )}
          {members.length > 1 && (late !== null || assignment.extension !== null) && (
            <Text size="sm">
              For each of the others their own due time and late days count
              {late === null && ': it may be late for them'}.
            </Text>
          )}
          <Text size="sm" c="dimmed">
            {resubmissionWords(assignment, now).map((part) =>
              typeof part === 'string' ? (
                part
              ) : (
                <Time key={part.at} at={part.at} timeZone={course.timeZone} />
              ),
            )}{' '}
            Answers that are graded by then and stay as they are keep their grades.
          </Text>
          {becomes !== null && <Notice kind="warning" title={becomes} />}
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
          {typing.length > 0 && (
            <Text size="sm">
              {listOf(typing)} {typing.length === 1 ? 'is' : 'are'} typing; the text up to now is included.
            </Text>
          )}
          {!connected && (
            <Notice kind="warning" title="Stepwise cannot be reached now">
              The request is kept on this device and sent by itself when the network returns, also after a
              reload. Arrival decides lateness.
            </Notice>
          )}
        </>
      )}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onCancel}>
          {submitting.isPending ? 'Close' : 'Cancel'}
        </Button>
        <Button
          data-autofocus
          loading={submitting.isPending}
          disabled={over !== null}
          onClick={() => submitting.mutate()}
        >
          {connected ? submitWords(late !== null && over === null, rule.uses) : 'Submit when online'}
        </Button>
      </Group>
      {submitting.error !== null && (
        <Outcome>
          <Notice kind="danger" title="Not submitted">
            <Message>
              {isApiError(submitting.error, 'group_conflict')
                ? 'Your group has changed since you opened this. Nothing is lost. Close this, look at the draft of your group, then submit again.'
                : `${submitting.error.message} What you wrote is safe.`}
            </Message>
          </Notice>
        </Outcome>
      )}
    </Stack>
  );
}
