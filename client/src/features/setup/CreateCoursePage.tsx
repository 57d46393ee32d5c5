import { Button, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Navigate, useNavigate } from 'react-router';
import { createCourse } from '../../../../contract/setup.ts';
import { call } from '../../api/call.ts';
import { readSessionAgain, useSession } from '../../app/session.tsx';
import { Form } from '../../components/Form.tsx';
import { Failure } from '../../components/Failure.tsx';
import { Notice } from '../../components/Notice.tsx';
import { OwnPage } from '../account/OwnPage.tsx';
import { Trail } from '../welcome/Trail.tsx';
import { CourseFields, type CourseValues } from './CourseFields.tsx';
import { courseSlug } from './courseSlug.ts';
import { zoneNamed } from './timeZones.ts';

/** For administrators. */
export function Component() {
  const { user, memberships } = useSession();
  if (user === null) return <Navigate to="/sign-in?next=/courses/new" replace />;
  const isFirst = user.isAdministrator && memberships.length === 0;
  return (
    <OwnPage title={isFirst ? 'Your first course' : 'New course'} ofAll>
      {isFirst && <Trail at="Course" />}
      {user.isAdministrator ? (
        <CourseForm />
      ) : (
        <Notice kind="warning">Only administrators of this installation create courses.</Notice>
      )}
    </OwnPage>
  );
}

function CourseForm() {
  const navigate = useNavigate();
  const [values, setValues] = useState<CourseValues>(() => ({
    code: '',
    title: '',
    term: '',
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  }));
  const creating = useMutation({
    mutationFn: async () => {
      const slug = courseSlug(values.code, values.term);
      // Who presses Enter has not left the field of the zone.
      const timeZone = zoneNamed(values.timeZone) ?? values.timeZone;
      const course = await call(createCourse, { body: { slug, ...values, timeZone } });
      // Its instructor's memberships have changed.
      await readSessionAgain();
      return course;
    },
    onSuccess: (course) => void navigate(`/c/${course.slug}`),
  });
  const submit = () => creating.mutate();
  return (
    <Form isSaving={creating.isPending} onSubmit={submit}>
      <Stack gap="md">
        <CourseFields value={values} onChange={setValues} />
        <Button type="submit" size="md" loading={creating.isPending}>
          Create course
        </Button>
        <Failure error={creating.error} />
      </Stack>
    </Form>
  );
}
