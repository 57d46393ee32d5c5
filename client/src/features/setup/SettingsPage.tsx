import { Button, Text, Title } from '@mantine/core';
import { Link } from 'react-router';
import { exportCourse } from '../../../../contract/courseFiles.ts';
import { addressOf } from '../../api/address.ts';
import { useCourse } from '../../app/session.tsx';
import { Page } from '../../components/Page.tsx';
import { Archive } from './Archive.tsx';
import { Copy } from './Copy.tsx';
import { DeleteCourse } from './DeleteCourse.tsx';
import { Describe } from './Describe.tsx';
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
        </div>
        <div className={classes.column}>
          <Copy />
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
      <Button
        component="a"
        variant="default"
        href={addressOf(exportCourse, { course: course.slug })}
        download
      >
        Export the course
      </Button>
    </section>
  );
}
