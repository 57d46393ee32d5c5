import { Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link, Navigate, useLocation } from 'react-router';
import { Failure } from '../components/Failure.tsx';
import { usePageTitle } from '../components/pageTitle.ts';
import { CardPage } from '../features/sign-in/CardPage.tsx';
import { Trail } from '../features/welcome/Trail.tsx';
import { signOutHere, useMemberships, useSession } from './session.tsx';

const ADMINISTRATION = [
  ['/courses/new', 'New course'],
  ['/password-link', 'Password link'],
  ['/administration', 'Courses and data'],
  ['/mail', 'Mail'],
] as const;

/** To the one course; a choice where there are several. At `/courses` it stays, for what an administrator does in none of them. */
export function Component() {
  usePageTitle('Your courses');
  const { user } = useSession();
  const memberships = useMemberships();
  const isHome = useLocation().pathname === '/';
  const leaving = useMutation({ mutationFn: signOutHere });
  if (user === null) return <Navigate to="/sign-in" replace />;
  const current = memberships.filter((each) => !each.archived);
  const archived = memberships.filter((each) => each.archived);
  const [only] = memberships;
  if (isHome && only !== undefined && memberships.length === 1)
    return <Navigate to={`/c/${only.course.slug}`} replace />;
  return (
    <CardPage title="Your courses" brand>
      {memberships.length === 0 && user.isAdministrator && (
        <>
          <Trail at="Course" />
          <Text my="sm">
            No course yet. Make a new one, or bring one back from its export under Courses and data.
          </Text>
          <Button component={Link} to="/courses/new" fullWidth>
            Create your first course
          </Button>
        </>
      )}
      {memberships.length === 0 && !user.isAdministrator && (
        <Text my="sm">
          {`No course yet. Ask whoever runs yours for an invitation to ${user.email}, and open its link.`}
        </Text>
      )}
      <Stack gap="xs" my="md">
        {current.map(({ course }) => (
          <Button
            key={course.slug}
            component={Link}
            to={`/c/${course.slug}`}
            variant="default"
            h="auto"
            py="sm"
            styles={{
              label: {
                overflow: 'visible',
                lineHeight: '20px',
                whiteSpace: 'normal',
                overflowWrap: 'anywhere',
              },
            }}
          >
            {course.code} {course.title}, {course.term}
          </Button>
        ))}
        {archived.length > 0 && <Text c="dimmed">Archived</Text>}
        {archived.map(({ course }) => (
          <Anchor
            key={course.slug}
            component={Link}
            to={`/c/${course.slug}`}
            size="sm"
            style={{ overflowWrap: 'anywhere' }}
          >
            {course.code} {course.title}, {course.term}
          </Anchor>
        ))}
      </Stack>
      {user.isAdministrator && (
        <Group gap="8px 16px" my="md">
          {ADMINISTRATION.map(([to, name]) => (
            <Anchor key={to} component={Link} to={to} size="sm">
              {name}
            </Anchor>
          ))}
        </Group>
      )}
      <Text size="sm" c="dimmed" dir="auto">
        {user.name}
      </Text>
      <Group gap="md">
        <Anchor component={Link} to="/account" size="sm">
          Your account
        </Anchor>
        <Anchor component={Link} to="/notifications" size="sm">
          Notifications
        </Anchor>
        <Anchor component="button" type="button" size="sm" onClick={() => leaving.mutate()}>
          Sign out
        </Anchor>
      </Group>
      <Failure error={leaving.error} />
    </CardPage>
  );
}
