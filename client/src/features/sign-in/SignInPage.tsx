import { Text } from '@mantine/core';
import { Navigate, useSearchParams } from 'react-router';
import { useSession } from '../../app/session.tsx';
import { usePageTitle } from '../../components/Page.tsx';
import { SignInForm } from './SignInForm.tsx';
import { CardPage } from './CardPage.tsx';

/** Only addresses of our own pages: `//host` and `https:` would lead elsewhere. */
function ownPath(path: string | null): string {
  return path !== null && /^\/(?![/\\])/.test(path) ? path : '/';
}

export function Component() {
  usePageTitle('Sign in');
  const { user } = useSession();
  const [search] = useSearchParams();
  if (user !== null) return <Navigate to={ownPath(search.get('next'))} replace />;
  return (
    <CardPage title="Sign in" brand>
      <Text size="sm" c="dimmed" mb="lg">
        Prep sheets, optimizers and their feedback.
      </Text>
      <SignInForm />
    </CardPage>
  );
}
