import { Button, Group, Modal, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation } from '@tanstack/react-query';
import { listAssignments } from '../../../../contract/assignments.ts';
import { getGradebook, releaseGrades, type Gradebook } from '../../../../contract/gradebook.ts';
import { call } from '../../api/call.ts';
import { invalidate } from '../../api/query.ts';
import { announce } from '../../app/announcer.ts';
import { useCourse } from '../../app/session.tsx';
import { Notice } from '../../components/Notice.tsx';

interface ReleaseButtonProps {
  assignment: Gradebook['assignments'][number];
  /** Students whose submission has no score yet. */
  ungraded: number;
}

/** Shows the grades to the students, or takes them back. */
export function ReleaseButton({ assignment, ungraded }: ReleaseButtonProps) {
  const { course } = useCourse();
  const [opened, dialog] = useDisclosure(false);
  const released = assignment.gradesReleasedAt !== null;
  const releasing = useMutation({
    mutationFn: () =>
      call(releaseGrades, {
        params: { course: course.slug, assignment: assignment.slug },
        body: { released: !released },
      }),
    onSuccess: async () => {
      announce(released ? 'Grades taken back' : 'Grades released');
      dialog.close();
      await invalidate(getGradebook, listAssignments);
    },
  });
  const words = released ? 'Take grades back' : 'Release grades';
  return (
    <>
      <Button variant={released ? 'default' : 'filled'} onClick={dialog.open}>
        {words}
      </Button>
      <Modal opened={opened} onClose={dialog.close} title={`${words}: ${assignment.title}`}>
        <Text size="sm">
          {released
            ? 'Students no longer see scores, rubric items and comments of written answers. Nothing is deleted.'
            : 'Students see scores, rubric items and comments at once. You can take them back.'}
        </Text>
        {!released && ungraded > 0 && (
          <Text size="sm" mt="xs">
            {ungraded} {ungraded === 1 ? 'student has' : 'students have'} no score yet; theirs stays blank.
          </Text>
        )}
        {releasing.error !== null && <Notice kind="danger">{releasing.error.message}</Notice>}
        <Group justify="flex-end" gap="xs" mt="md">
          <Button variant="default" onClick={dialog.close}>
            Cancel
          </Button>
          <Button data-autofocus loading={releasing.isPending} onClick={() => releasing.mutate()}>
            {released ? 'Take back' : 'Release'}
          </Button>
        </Group>
      </Modal>
    </>
  );
}
