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
  return useCourse().role === 'instructor' ? <Outlet /> : <NotForYou whose="instructors" />;
}

/** Around pages about the work of a class: a student who follows such an address is told so, and sees no list that is empty for them alone. */
export function ForStaff() {
  return useCourse().role === 'student' ? <NotForYou whose="staff" /> : <Outlet />;
}

function NotForYou({ whose }: { whose: 'instructors' | 'staff' }) {
  const title = `A page for ${whose}`;
  usePageTitle(title);
  const { course } = useCourse();
  return (
    <Container size="sm" py="xl">
      <Title order={1} size="h2">
        {title}
      </Title>
      <Text my="sm">
        {whose === 'instructors'
          ? 'Only instructors of this course use it. Ask one of them for what you need.'
          : 'Those who teach and grade this course use it. Your own work and your grades are under your sets.'}
      </Text>
      <Anchor component={Link} to={`/c/${course.slug}`}>
        To your sets
      </Anchor>
    </Container>
  );
}
