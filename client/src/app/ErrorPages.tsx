import { Anchor, Button, Container, Group, Text, Title } from '@mantine/core';
import { Link } from 'react-router';
import { Message } from '../components/Message.tsx';
import { usePageTitle } from '../components/pageTitle.ts';
import { useMembership } from './session.tsx';

export function NotFoundPage() {
  usePageTitle('Page not found');
  const course = useMembership()?.course;
  return (
    <Container size="sm" py="xl">
      <Title order={1} size="h2">
        Page not found
      </Title>
      <Text my="sm">The address may be old or mistyped.</Text>
      <Anchor component={Link} to={course === undefined ? '/' : `/c/${course.slug}`}>
        {course === undefined ? 'To your courses' : 'To your sets'}
      </Anchor>
    </Container>
  );
}

/** The same where no course's shell is around. */
export function NowherePage() {
  return (
    <main>
      <NotFoundPage />
    </main>
  );
}

/** A fault of the pages themselves. Drafts are safe: they were stored at every key. */
export function CrashPage({ error }: { error: unknown }) {
  return (
    <Container size="sm" py="xl" role="alert">
      <Title order={1} size="h2">
        Something broke on this page
      </Title>
      <Text my="sm">
        That is our fault. What you wrote is kept on this device. Load the page again; if it fails again, tell
        your instructor.
      </Text>
      <Text size="sm" c="dimmed" ff="monospace">
        <Message>{error instanceof Error ? error.message : String(error)}</Message>
      </Text>
      <Group mt="md">
        <Button onClick={() => window.location.reload()}>Load again</Button>
      </Group>
    </Container>
  );
}
