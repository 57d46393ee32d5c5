import { Button, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation } from '@tanstack/react-query';
import { useMemo, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { getAssignment, listAssignments, listVersions } from '../../../../../contract/assignments.ts';
import { type checkAssignment, publishAssignment } from '../../../../../contract/publishing.ts';
import type { VersionSteps } from '../../../../../contract/versions.ts';
import type { BodyInputOf, ResponseOf } from '../../../../../contract/operation.ts';
import { isApiError } from '../../../api/ApiError.ts';
import { call } from '../../../api/call.ts';
import { invalidate } from '../../../api/query.ts';
import { announce } from '../../../app/announcer.ts';
import { useCourse } from '../../../app/session.tsx';
import { Cancel } from '../../../components/Form.tsx';
import { Dialog } from '../../../components/Dialog.tsx';
import { Notice } from '../../../components/Notice.tsx';
import { pointsText } from '../../../components/points.ts';
import { AuthorImages } from '../../../components/setImages.ts';
import { Time } from '../../../components/Time.tsx';
import classes from '../authoring.module.css';
import { imagesIn } from '../files/shownImages.ts';
import { ProblemList } from '../problems/ProblemList.tsx';
import { StudentView } from '../../sheet/StudentView.tsx';
import { NotPublished } from '../problems/NotPublished.tsx';
import { PlanView } from '../plan/PlanView.tsx';
import { asksForCode } from './sampleWords.ts';

interface CheckResultProps {
  result: ResponseOf<typeof checkAssignment>;
  request: BodyInputOf<typeof publishAssignment>;
  /** Other choices of what is done with grades: the plan is made anew. */
  onSteps: (steps: VersionSteps) => void;
  isChecking: boolean;
  /** What else was found, under the mistakes. */
  children?: ReactNode;
}

type Outcome = NonNullable<CheckResultProps['result']['outcome']>;

const CHANGES: Record<Outcome['change'], string> = {
  new: 'A new question set.',
  changed: 'A new version of a published set.',
  unchanged: 'The same as the version in force; publishing changes nothing.',
};

export function CheckResult({ result: { problems, outcome }, children, ...rest }: CheckResultProps) {
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  return (
    <div className={classes.result}>
      {errors > 0 ? (
        <Notice kind="danger" title={`${errors} ${errors === 1 ? 'mistake' : 'mistakes'} to mend first`}>
          Fix the files, then choose them again. Nothing was published.
        </Notice>
      ) : (
        <Notice kind="success" title="The files have no mistakes">
          {problems.length > 0 && 'Read the warnings first.'}
        </Notice>
      )}
      <ProblemList problems={problems} />
      {children}
      {outcome !== null &&
        (outcome.plan === null ? (
          <Ready outcome={outcome} {...rest} />
        ) : (
          <>
            <PlanView name={outcome.assignment.title} checked={outcome.plan} {...rest} />
            <Preview outcome={outcome} request={rest.request} />
          </>
        ))}
    </div>
  );
}

/** With the images of the files: nothing of them is on the server yet. */
function Preview({
  outcome,
  request: { files },
}: {
  outcome: Outcome;
  request: CheckResultProps['request'];
}) {
  const imageUrl = useMemo(() => imagesIn(files), [files]);
  return (
    <AuthorImages value={imageUrl}>
      <StudentView assignment={outcome.assignment} />
    </AuthorImages>
  );
}

function Ready({
  outcome,
  request,
  onSteps,
}: { outcome: Outcome } & Pick<CheckResultProps, 'request' | 'onSteps'>) {
  const { course } = useCourse();
  const navigate = useNavigate();
  const [opened, dialog] = useDisclosure(false);
  const { assignment, change } = outcome;
  const publishing = useMutation({
    mutationFn: (samples: 'run' | 'left_out') =>
      call(publishAssignment, {
        params: { course: course.slug },
        body: { ...request, version: assignment.version, samples },
      }),
    // Another version is in force than was looked at: it is looked at again.
    onError: (error) => isApiError(error, 'not_as_seen') && onSteps({ ...request.steps }),
    onSuccess: async ({ version }) => {
      announce(`Published as version ${version}`);
      await invalidate(listAssignments, getAssignment, listVersions);
      await navigate(`/c/${course.slug}`);
    },
  });
  const count = assignment.questions.length;
  return (
    <>
      <Group justify="space-between" align="flex-start" wrap="nowrap" my="md">
        <Text>
          <b>{assignment.title}</b>: {count} {count === 1 ? 'question' : 'questions'},{' '}
          {pointsText(assignment.maxScore)} points,{' '}
          <Time form="due" at={assignment.dueAt} timeZone={course.timeZone} />. {CHANGES[change]}
        </Text>
        <Button flex="none" onClick={dialog.open} disabled={change === 'unchanged'}>
          Publish
        </Button>
      </Group>
      <Preview outcome={outcome} request={request} />
      <Dialog opened={opened} onClose={dialog.close} title={`Publish ${assignment.title}?`}>
        <Text size="sm">
          Students of {course.code} see it at once: {count} questions,{' '}
          <Time form="due" at={assignment.dueAt} timeZone={course.timeZone} />.
          {asksForCode({ outcome }) && ' Its solution and samples are run first.'}
        </Text>
        {publishing.error !== null && (
          <div className={classes.dialogNotice}>
            <NotPublished
              error={publishing.error}
              onWithoutSamples={() => publishing.mutate('left_out')}
              isPending={publishing.isPending}
            />
          </div>
        )}
        <Group justify="flex-end" gap="xs" mt="md">
          <Cancel onClick={dialog.close} isSaving={publishing.isPending} />
          <Button data-autofocus loading={publishing.isPending} onClick={() => publishing.mutate('run')}>
            Publish
          </Button>
        </Group>
      </Dialog>
    </>
  );
}
