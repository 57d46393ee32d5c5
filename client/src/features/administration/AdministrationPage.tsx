import { Stack } from '@mantine/core';
import { Navigate } from 'react-router';
import { useSession } from '../../app/session.tsx';
import { Notice } from '../../components/Notice.tsx';
import { OwnPage } from '../account/OwnPage.tsx';
import { AllCourses } from './AllCourses.tsx';
import { BringBack } from './BringBack.tsx';
import { PersonalData } from './PersonalData.tsx';

/** For administrators: courses of anybody, and the data of a person who asks for them. */
export function Component() {
  const { user } = useSession();
  if (user === null) return <Navigate to="/sign-in?next=/administration" replace />;
  return (
    <OwnPage title="Courses and data" ofAll>
      {user.isAdministrator ? (
        <Stack gap="xl" mt="md">
          <AllCourses />
          <BringBack />
          <PersonalData />
        </Stack>
      ) : (
        <Notice kind="warning">Only administrators of this installation come here.</Notice>
      )}
    </OwnPage>
  );
}
