import { Anchor, Button, Container, Stack, Text, Title } from '@mantine/core';
import { Link, Navigate } from 'react-router';
import { useMemberships, useSession } from './session.tsx';

/** To the one course; a choice where there are several. */
export function HomePage() {
  const { user } = useSession();
  const memberships = useMemberships();
  if (user === null) return <Navigate to="/sign-in" replace />;
  const current = memberships.filter((each) => !each.archived);
  const archived = memberships.filter((each) => each.archived);
  const [only] = memberships;
  if (only !== undefined && memberships.length === 1)
    return <Navigate to={`/c/${only.course.slug}`} replace />;
  return (
    <Container size="xs" py="xl" component="main">
      <Title order={1} size="h2">
        Your courses
      </Title>
      {memberships.length === 0 ? (
        <Text my="sm">
          {user.isAdministrator
            ? 'No course yet. Make a new one, or bring one back from its export under Courses and data.'
            : `No course yet. Ask for an invitation to ${user.email}.`}
        </Text>
      ) : (
        <Stack gap="xs" my="md">
          {current.map(({ course }) => (
            <Button key={course.slug} component={Link} to={`/c/${course.slug}`} variant="default" size="md">
              {course.code} {course.title}, {course.term}
            </Button>
          ))}
          {archived.length > 0 && <Text c="dimmed">Archived</Text>}
          {archived.map(({ course }) => (
            <Anchor key={course.slug} component={Link} to={`/c/${course.slug}`} size="sm">
              {course.code} {course.title}, {course.term}
            </Anchor>
          ))}
        </Stack>
      )}
      {user.isAdministrator && (
        <>
          <Button component={Link} to="/courses/new" variant="subtle">
            New course
          </Button>
          <Button component={Link} to="/password-link" variant="subtle">
            Password link
          </Button>
          <Button component={Link} to="/administration" variant="subtle">
            Courses and data
          </Button>
          <Button component={Link} to="/mail" variant="subtle">
            Mail
          </Button>
        </>
      )}
    </Container>
  );
}
