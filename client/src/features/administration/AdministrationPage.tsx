import { Anchor, Stack } from '@mantine/core';
import { Link, Navigate } from 'react-router';
import { useSession } from '../../app/session.tsx';
import { Notice } from '../../components/Notice.tsx';
import { usePageTitle } from '../../components/pageTitle.ts';
import { CardPage } from '../sign-in/CardPage.tsx';
import { AllCourses } from './AllCourses.tsx';
import { BringBack } from './BringBack.tsx';
import { PersonalData } from './PersonalData.tsx';

/** For administrators: courses of anybody, and the data of a person who asks for them. */
export function Component() {
  usePageTitle('Courses and data');
  const { user } = useSession();
  if (user === null) return <Navigate to="/sign-in?next=/administration" replace />;
  return (
    <CardPage title="Courses and data">
      {user.isAdministrator ? (
        <Stack gap="xl" mt="md">
          <AllCourses />
          <BringBack />
          <PersonalData />
        </Stack>
      ) : (
        <Notice kind="warning">Only administrators of this installation come here.</Notice>
      )}
      <Anchor component={Link} to="/courses" size="sm" mt="md" display="inline-block">
        Your courses
      </Anchor>
    </CardPage>
  );
}
