import { Button, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { deleteCourse } from '../../../../contract/courseFiles.ts';
import { call } from '../../api/call.ts';
import { useCourse } from '../../app/session.tsx';
import { Form } from '../../components/Form.tsx';
import { Failure } from '../../components/Failure.tsx';

/** For ever: so the address is typed. */
export function DeleteCourse() {
  const { course } = useCourse();
  const [typed, setTyped] = useState('');
  const deleting = useMutation({
    mutationFn: () => call(deleteCourse, { params: { course: course.slug }, body: { confirmation: typed } }),
    // Nothing that a page holds of the course is there any more.
    onSuccess: () => window.location.assign('/'),
  });
  const submit = () => deleting.mutate();
  return (
    <section>
      <Title order={2}>Delete</Title>
      <Text size="sm" c="dimmed" mb="md">
        All sets, submissions, grades and conversations, for everybody and for ever. Export the course first;
        to end a term, archive it instead.
      </Text>
      <Form isSaving={deleting.isPending} onSubmit={submit}>
        <Stack gap="md">
          <TextInput
            label={`Type ${course.slug} to delete it`}
            autoComplete="off"
            required
            withAsterisk={false}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <div>
            <Button
              type="submit"
              color="red"
              variant="outline"
              disabled={typed.trim() !== course.slug}
              loading={deleting.isPending}
            >
              Delete the course for ever
            </Button>
          </div>
          <Failure error={deleting.error} />
        </Stack>
      </Form>
    </section>
  );
}
