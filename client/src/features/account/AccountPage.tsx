import { Button, Stack, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { Navigate } from 'react-router';
import { askForPasswordLink, getAccount, getWaysIn } from '../../../../contract/account.ts';
import { exportMyData } from '../../../../contract/personalData.ts';
import { changePassword, signOutEverywhere } from '../../../../contract/session.ts';
import { addressOf } from '../../api/address.ts';
import { call } from '../../api/call.ts';
import { useAside } from '../../api/query.ts';
import { acceptSession, useSession } from '../../app/session.tsx';
import { Failure } from '../../components/Failure.tsx';
import { Notice } from '../../components/Notice.tsx';
import { Details } from '../../components/Details.tsx';
import { Outcome } from '../../components/Outcome.tsx';
import { OwnPage } from './OwnPage.tsx';
import { EmailSection } from './EmailSection.tsx';
import { ProviderSection } from './ProviderSection.tsx';
import { TokensSection } from './TokensSection.tsx';
import { CurrentPasswordField, KnownEmail, NewPasswordField, SmallForm } from '../sign-in/SmallForm.tsx';

const KeySettings = lazy(async () => ({ default: (await import('../keys/KeySettings.tsx')).KeySettings }));
/** In the order in which most people meet them. */
const PLACES = ['everywhere', 'feedback', 'history', 'answer', 'groups'] as const;

export function Component() {
  const { user, memberships } = useSession();
  const account = useAside(getAccount, {}, { enabled: user !== null });
  const ways = useAside(getWaysIn, {});
  if (user === null) return <Navigate to="/sign-in?next=/account" replace />;
  const isStaff = user.isAdministrator || memberships.some(({ role }) => role !== 'student');
  return (
    <OwnPage title="Your account">
      <Text size="sm" c="dimmed" mb="lg">
        {user.name}, {user.email}
      </Text>
      {account !== undefined && ways !== undefined && (
        <Stack gap="xl">
          <section>
            <Title order={2} mb="xs">
              Password
            </Title>
            {account.hasPassword ? <PasswordForm email={user.email} /> : <FirstPassword email={user.email} />}
          </section>
          {ways.mail !== 'off' && <EmailSection email={user.email} account={account} />}
          {ways.provider !== null && <ProviderSection provider={ways.provider} account={account} />}
          <SignOutEverywhere />
          <Keys />
          <OwnData />
          {isStaff && <TokensSection />}
        </Stack>
      )}
    </OwnPage>
  );
}

/** Folded in: most people never want to. */
function Keys() {
  return (
    <section>
      <Title order={2} mb="xs">
        Keys
      </Title>
      <Details summary="Switch keys off, or choose others">
        <Suspense fallback={null}>
          <KeySettings places={PLACES} />
        </Suspense>
      </Details>
    </section>
  );
}

function OwnData() {
  return (
    <section>
      <Title order={2} mb="xs">
        Your data
      </Title>
      <Button component="a" variant="default" href={addressOf(exportMyData)} download>
        Download your data
      </Button>
      <Text size="sm" c="dimmed" mt="xs">
        All that is kept of you, as JSON and files. To have it deleted, ask an administrator: your name and
        address go, your grades stay as the record of your courses.
      </Text>
    </section>
  );
}

/** For a browser that was left signed in somewhere. */
function SignOutEverywhere() {
  const leaving = useMutation({
    mutationFn: () => call(signOutEverywhere, {}),
    onSuccess: acceptSession,
  });
  return (
    <Stack gap="xs" align="flex-start">
      <Button variant="default" loading={leaving.isPending} onClick={() => leaving.mutate()}>
        Sign out everywhere
      </Button>
      <Text size="sm" c="dimmed">
        In every browser, this one included, and on the command line. Drafts on your devices are kept.
      </Text>
      <Failure error={leaving.error} />
    </Stack>
  );
}

/** For somebody who signs in with the provider alone. */
function FirstPassword({ email }: { email: string }) {
  const asking = useMutation({ mutationFn: () => call(askForPasswordLink, { body: { email } }) });
  return (
    <Stack gap="xs" align="flex-start">
      <Text size="sm" c="dimmed">
        Your account has none yet.
      </Text>
      <Button variant="default" loading={asking.isPending} onClick={() => asking.mutate()}>
        Mail me a link to a first password
      </Button>
      <Failure error={asking.error} />
      {asking.isSuccess && (
        <Outcome>
          <Notice kind="success">A link is on its way to {email}.</Notice>
        </Outcome>
      )}
    </Stack>
  );
}

function PasswordForm({ email }: { email: string }) {
  const [currentPassword, setCurrentPassword] = useState('');
  const [newPassword, setNewPassword] = useState('');
  const changing = useMutation({
    mutationFn: () => call(changePassword, { body: { currentPassword, newPassword } }),
    onSuccess: (session) => {
      acceptSession(session);
      setCurrentPassword('');
      setNewPassword('');
    },
  });
  return (
    <SmallForm
      action="Change password"
      busy={changing.isPending}
      error={changing.error}
      done={
        changing.isSuccess && (
          <Notice kind="success">Your password is changed. You are signed out everywhere but here.</Notice>
        )
      }
      onSubmit={() => changing.mutate()}
    >
      <KnownEmail email={email} />
      <CurrentPasswordField label="Current password" value={currentPassword} onChange={setCurrentPassword} />
      <NewPasswordField
        label="New password"
        description="At least 10 characters. It ends your sessions in all other browsers."
        value={newPassword}
        onChange={setNewPassword}
      />
    </SmallForm>
  );
}
