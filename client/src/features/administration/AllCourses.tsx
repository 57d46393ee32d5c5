import { Button, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { deleteAnyCourse, listAllCourses } from '../../../../contract/courseFiles.ts';
import type { ResponseOf } from '../../../../contract/operation.ts';
import { call } from '../../api/call.ts';
import { invalidate, useCall } from '../../api/query.ts';
import { announce } from '../../app/announcer.ts';
import { acceptMembership, readSessionAgain } from '../../app/session.tsx';
import { Form } from '../../components/Form.tsx';
import { Failure } from '../../components/Failure.tsx';
import { Pending } from '../../components/Pending.tsx';

type AnyCourse = ResponseOf<typeof listAllCourses>['courses'][number];

export function AllCourses() {
  const query = useCall(listAllCourses, {});
  return (
    <section>
      <Title order={2} mb="xs">
        All courses
      </Title>
      {query.data === undefined ? (
        <Pending query={query} />
      ) : (
        <Stack gap="sm">
          {query.data.courses.map((course) => (
            <CourseLine key={course.slug} course={course} />
          ))}
        </Stack>
      )}
    </section>
  );
}

function CourseLine({ course }: { course: AnyCourse }) {
  const { slug, code, title, term, archived, people, sets } = course;
  const [asks, setAsks] = useState(false);
  return (
    <div>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <div style={{ overflowWrap: 'anywhere' }}>
          <Text size="sm">
            {code} {title}, {term}
          </Text>
          <Text size="sm" c="dimmed">
            /c/{slug} · {people} {people === 1 ? 'person' : 'people'}, {sets} {sets === 1 ? 'set' : 'sets'}
            {archived && ' · archived'}
          </Text>
        </div>
        <Button
          size="compact-sm"
          style={{ flexShrink: 0 }}
          variant="subtle"
          color="red"
          onClick={() => setAsks(!asks)}
          aria-expanded={asks}
        >
          {asks ? 'Keep' : 'Delete'}
        </Button>
      </Group>
      {asks && <DeleteForm slug={slug} />}
    </div>
  );
}

function DeleteForm({ slug }: { slug: string }) {
  const [typed, setTyped] = useState('');
  const deleting = useMutation({
    mutationFn: () => call(deleteAnyCourse, { body: { course: slug, confirmation: typed } }),
    onSuccess: async () => {
      announce('The course is deleted');
      acceptMembership(slug, null);
      await readSessionAgain();
      await invalidate(listAllCourses);
    },
  });
  const submit = () => deleting.mutate();
  return (
    <Form isSaving={deleting.isPending} onSubmit={submit}>
      <Group align="flex-end" gap="sm" mt="xs">
        <TextInput
          label={`Type ${slug} to delete it for ever`}
          autoComplete="off"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Button
          type="submit"
          color="red"
          variant="outline"
          disabled={typed.trim() !== slug}
          loading={deleting.isPending}
        >
          Delete
        </Button>
      </Group>
      <Failure error={deleting.error} />
    </Form>
  );
}
