import { Text, Title } from '@mantine/core';
import { Navigate, useSearchParams } from 'react-router';
import { useSession } from '../../app/session.tsx';
import { usePageTitle } from '../../components/Page.tsx';
import { SignInForm } from './SignInForm.tsx';
import classes from './SignInPage.module.css';

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
    <main className={classes.page}>
      <div className={classes.card}>
        <div className={classes.brand}>
          <img src="/favicon.svg" alt="" width="32" height="32" />
          <span>Stepwise</span>
        </div>
        <Title order={1} size="h2" mb={4}>
          Sign in
        </Title>
        <Text size="sm" c="dimmed" mb="lg">
          Prep sheets, optimizers and their feedback.
        </Text>
        <SignInForm />
      </div>
    </main>
  );
}
