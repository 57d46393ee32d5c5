import { Anchor, Container, Text, Title } from '@mantine/core';
import { Link } from 'react-router';
import { usePageTitle } from '../components/pageTitle.ts';
import { useCourse } from './session.tsx';

/** Instead of a form of a course in which nothing changes; why that is so stands above every page of it. */
export default function ArchivedPage() {
  const title = 'Nothing changes here any more';
  usePageTitle(title);
  const { course } = useCourse();
  return (
    <Container size="sm" py="xl">
      <Title order={1} size="h2">
        {title}
      </Title>
      <Text my="sm">
        This page is for changes, which an archived course does not take. What is there is kept.
      </Text>
      <Anchor component={Link} to={`/c/${course.slug}`}>
        To the sets
      </Anchor>
    </Container>
  );
}
