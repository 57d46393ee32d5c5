import { Anchor, Autocomplete, Button, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { Link, Navigate, useNavigate } from 'react-router';
import { getSession } from '../../../../contract/session.ts';
import { createCourse } from '../../../../contract/setup.ts';
import { call } from '../../api/call.ts';
import { acceptSession, useSession } from '../../app/session.tsx';
import { Notice } from '../../components/Notice.tsx';
import { usePageTitle } from '../../components/Page.tsx';
import classes from '../sign-in/SignInPage.module.css';
import { courseSlug } from './courseSlug.ts';

const TIME_ZONES = Intl.supportedValuesOf('timeZone');

/** For administrators. */
export function Component() {
  usePageTitle('New course');
  const { user } = useSession();
  if (user === null) return <Navigate to="/sign-in?next=/courses/new" replace />;
  return (
    <main className={classes.page}>
      <div className={classes.card}>
        <Title order={1} size="h2" mb="md">
          New course
        </Title>
        {user.isAdministrator ? (
          <CourseForm />
        ) : (
          <Notice kind="warning">Only administrators of this installation create courses.</Notice>
        )}
        <Anchor component={Link} to="/" size="sm" mt="md" display="inline-block">
          Your courses
        </Anchor>
      </div>
    </main>
  );
}

function CourseForm() {
  const navigate = useNavigate();
  const [code, setCode] = useState('');
  const [title, setTitle] = useState('');
  const [term, setTerm] = useState('');
  const [timeZone, setTimeZone] = useState(() => Intl.DateTimeFormat().resolvedOptions().timeZone);
  const slug = courseSlug(code, term);
  const creating = useMutation({
    mutationFn: async () => {
      const course = await call(createCourse, { body: { slug, code, title, term, timeZone } });
      // Its instructor's memberships have changed.
      acceptSession(await call(getSession, {}));
      return course;
    },
    onSuccess: (course) => void navigate(`/c/${course.slug}`),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    creating.mutate();
  };
  const common = { required: true, withAsterisk: false } as const;
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        {creating.error !== null && <Notice kind="danger">{creating.error.message}</Notice>}
        <TextInput
          {...common}
          label="Code"
          placeholder="CS 7150"
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        <TextInput
          {...common}
          label="Title"
          placeholder="Deep Learning"
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        <TextInput
          {...common}
          label="Term"
          placeholder="Spring 2027"
          value={term}
          onChange={(event) => setTerm(event.currentTarget.value)}
        />
        <Autocomplete
          {...common}
          label="Time zone"
          description="In which due times are written and shown."
          data={TIME_ZONES}
          limit={20}
          value={timeZone}
          onChange={setTimeZone}
        />
        {slug !== '' && (
          <Text size="sm" c="dimmed">
            Its address will be /c/{slug}
          </Text>
        )}
        <Button type="submit" size="md" loading={creating.isPending}>
          Create course
        </Button>
      </Stack>
    </form>
  );
}
