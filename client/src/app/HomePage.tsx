import { Button, Container, Stack, Text, Title } from '@mantine/core';
import { Link, Navigate } from 'react-router';
import { useSession } from './session.tsx';

/** To the one course; a choice where there are several. */
export function HomePage() {
  const { user, memberships } = useSession();
  if (user === null) return <Navigate to="/sign-in" replace />;
  const [only] = memberships;
  if (only !== undefined && memberships.length === 1)
    return <Navigate to={`/c/${only.course.slug}`} replace />;
  return (
    <Container size="xs" py="xl" component="main">
      <Title order={1} size="h2">
        Your courses
      </Title>
      {memberships.length === 0 ? (
        <Text my="sm">No course yet. Ask for an invitation to {user.email}.</Text>
      ) : (
        <Stack gap="xs" my="md">
          {memberships.map(({ course }) => (
            <Button key={course.slug} component={Link} to={`/c/${course.slug}`} variant="default" size="md">
              {course.code} {course.title}, {course.term}
            </Button>
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
        </>
      )}
    </Container>
  );
}
