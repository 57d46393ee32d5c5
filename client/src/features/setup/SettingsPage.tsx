import { Button, NumberInput, Stack, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { getSession } from '../../../../contract/session.ts';
import { exportCourse } from '../../../../contract/courseFiles.ts';
import { urlOf } from '../../../../contract/operation.ts';
import { copyCourse } from '../../../../contract/setup.ts';
import { call } from '../../api/call.ts';
import { announce } from '../../app/announcer.ts';
import { acceptSession, useCourse } from '../../app/session.tsx';
import { Form } from '../../components/Form.tsx';
import { Failure } from '../../components/Failure.tsx';
import { Page } from '../../components/Page.tsx';
import { Archive } from './Archive.tsx';
import { DeleteCourse } from './DeleteCourse.tsx';
import { Describe } from './Describe.tsx';
import { zoneNamed } from './timeZones.ts';
import { CourseFields, type CourseValues } from './CourseFields.tsx';
import { courseSlug } from './courseSlug.ts';
import classes from './settings.module.css';

/** What a course is called, and what becomes of it: its copy for another term, and its end. */
export function Component() {
  const { course } = useCourse();
  return (
    <Page
      title="Settings"
      about={`${course.title}, ${course.term}`}
      buttons={[{ label: 'Audit log', to: `/c/${course.slug}/settings/audit-log` }]}
    >
      <div className={classes.parts}>
        <div className={classes.column}>
          <Describe key={course.slug} />
          <Policies />
          <CopyForm />
        </div>
        <div className={classes.column}>
          <Export />
          <Archive />
          <DeleteCourse />
        </div>
      </div>
    </Page>
  );
}

/** The way to the rules of the course. */
function Policies() {
  const { course } = useCourse();
  return (
    <section>
      <Title order={2}>Policies</Title>
      <Text size="sm" c="dimmed">
        <Link to={`/c/${course.slug}/policies`}>Late work, late days, categories and the total</Link>
      </Text>
    </section>
  );
}

function CopyForm() {
  const { course } = useCourse();
  const navigate = useNavigate();
  const { code, title, timeZone } = course;
  const [values, setValues] = useState<CourseValues>({ code, title, term: '', timeZone });
  const [weeks, setWeeks] = useState<number | string>(26);
  const copying = useMutation({
    mutationFn: async () => {
      const slug = courseSlug(values.code, values.term);
      const shiftDays = Number(weeks) * 7;
      const made = await call(copyCourse, {
        params: { course: course.slug },
        body: { slug, ...values, timeZone: zoneNamed(values.timeZone) ?? values.timeZone, shiftDays },
      });
      acceptSession(await call(getSession, {}));
      return made;
    },
    onSuccess: (made) => {
      announce(`${made.code}, ${made.term} is ready`);
      void navigate(`/c/${made.slug}`);
    },
  });
  const submit = () => copying.mutate();
  return (
    <section>
      <Title order={2}>Copy for another term</Title>
      <Text size="sm" c="dimmed" mb="md">
        All sets and rubrics, and nobody but you. Students see no set of the copy until you open it.
      </Text>
      <Form isSaving={copying.isPending} onSubmit={submit}>
        <Stack gap="md">
          <Failure error={copying.error} unchanged="Nothing was copied." />
          <CourseFields value={values} onChange={setValues} />
          <NumberInput
            label="Move due times by weeks"
            description="The day of the week and the hour on the clock stay."
            required
            withAsterisk={false}
            allowDecimal={false}
            min={-520}
            max={520}
            value={weeks}
            onChange={setWeeks}
          />
          <div>
            <Button type="submit" loading={copying.isPending}>
              Copy course
            </Button>
          </div>
        </Stack>
      </Form>
    </section>
  );
}

/** All of it as a file, for good keeping or for another installation. */
function Export() {
  const { course } = useCourse();
  return (
    <section>
      <Title order={2}>Export</Title>
      <Text size="sm" c="dimmed" mb="md">
        A zip of everything: sets, submissions and grades as files, and the rows from which an administrator
        brings the course back. It holds people’s names, addresses and grades: keep it as you keep those.
      </Text>
      <Button component="a" variant="default" href={urlOf(exportCourse, { course: course.slug })} download>
        Export the course
      </Button>
    </section>
  );
}
