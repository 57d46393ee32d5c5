import { Anchor, Container, Text, Title } from '@mantine/core';
import { Link } from 'react-router';
import { usePageTitle } from '../components/pageTitle.ts';
import { useCourse } from './session.tsx';

/** Instead of a page that is for others of the course. */
export default function NotForYou({ whose }: { whose: 'instructors' | 'staff' }) {
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
