import { Anchor, Text } from '@mantine/core';
import { Link, Navigate, useSearchParams } from 'react-router';
import { getWaysIn } from '../../../../contract/account.ts';
import { useAside } from '../../api/query.ts';
import { useSession } from '../../app/session.tsx';
import { Notice } from '../../components/Notice.tsx';
import { usePageTitle } from '../../components/pageTitle.ts';
import { SignInForm } from './SignInForm.tsx';
import { CardPage } from './CardPage.tsx';
import { problemText } from './problems.ts';
import { ProviderButton } from './ProviderButton.tsx';
import { useWaiting, WaitingWork } from './WaitingWork.tsx';

/** Only addresses of our own pages: `//host` and `https:` would lead elsewhere. */
function ownPath(path: string | null): string {
  return path !== null && /^\/(?![/\\])/.test(path) ? path : '/';
}

export function Component() {
  usePageTitle('Sign in');
  const { user } = useSession();
  const [search] = useSearchParams();
  const ways = useAside(getWaysIn, {});
  const next = ownPath(search.get('next'));
  const waiting = useWaiting(next);
  if (user !== null) return <Navigate to={next} replace />;
  if (waiting === null) return null;
  const provider = ways?.provider ?? null;
  const problem = problemText(search.get('problem'), provider ?? 'The provider');
  return (
    <CardPage title="Sign in" brand>
      <Text size="sm" c="dimmed" mb="lg">
        Prep sheets, optimizers and their feedback.
      </Text>
      {problem !== null && (
        <Notice kind="warning" title="You are not signed in">
          {problem}
        </Notice>
      )}
      <WaitingWork {...waiting} />
      {ways?.isNew === true && (
        <Notice kind="info" title="Nobody has an account yet">
          The start of Stepwise printed a link that makes the account of the first administrator. Open it, or
          start Stepwise again: it prints a new one.
        </Notice>
      )}
      {provider !== null && <ProviderButton provider={provider} next={next} />}
      {ways?.isNew !== true && <SignInForm />}
      {ways !== undefined && ways.mail !== 'off' && !ways.isNew && (
        <Anchor component={Link} to="/forgot-password" size="sm" mt="md" display="inline-block">
          Forgot your password?
        </Anchor>
      )}
    </CardPage>
  );
}
