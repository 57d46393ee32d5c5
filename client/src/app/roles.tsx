import { Anchor, Container, Text, Title } from '@mantine/core';
import { Link, Navigate, Outlet, useParams } from 'react-router';
import { usePageTitle } from '../components/pageTitle.ts';
import { useCourse } from './session.tsx';

/** Around pages of a student's own work. Staff who follow a student's address come to the same set as they see it. */
export function ForStudents() {
  const { course, role } = useCourse();
  const { set } = useParams();
  if (role === 'student') return <Outlet />;
  return <Navigate replace to={`/c/${course.slug}/${set === undefined ? 'results' : `sets/${set}`}`} />;
}

/** Around pages of which the server gives others nothing: they are not shown forms that would be refused. */
export function ForInstructors() {
  return useCourse().role === 'instructor' ? <Outlet /> : <NotForYou />;
}

const TITLE = 'A page for instructors';

function NotForYou() {
  usePageTitle(TITLE);
  const { course } = useCourse();
  return (
    <Container size="sm" py="xl">
      <Title order={1} size="h2">
        {TITLE}
      </Title>
      <Text my="sm">Only instructors of this course use it. Ask one of them for what you need.</Text>
      <Anchor component={Link} to={`/c/${course.slug}`}>
        To your sets
      </Anchor>
    </Container>
  );
}
