import { Anchor, Button, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, Navigate } from 'react-router';
import { changePassword, signOutEverywhere } from '../../../../contract/session.ts';
import { call } from '../../api/call.ts';
import { acceptSession, useSession } from '../../app/session.tsx';
import { Notice } from '../../components/Notice.tsx';
import { usePageTitle } from '../../components/Page.tsx';
import { CardPage } from '../sign-in/CardPage.tsx';
import { CurrentPasswordField, KnownEmail, NewPasswordField, SmallForm } from '../sign-in/SmallForm.tsx';

export function Component() {
  usePageTitle('Your account');
  const { user } = useSession();
  if (user === null) return <Navigate to="/sign-in?next=/account" replace />;
  return (
    <CardPage title="Your account">
      <Text size="sm" c="dimmed" mb="lg">
        {user.name}, {user.email}
      </Text>
      <PasswordForm email={user.email} />
      <SignOutEverywhere />
      <Anchor component={Link} to="/" size="sm" mt="md" display="inline-block">
        Your courses
      </Anchor>
    </CardPage>
  );
}

/** For a browser that was left signed in somewhere. */
function SignOutEverywhere() {
  const leaving = useMutation({
    mutationFn: () => call(signOutEverywhere, {}),
    onSuccess: acceptSession,
  });
  return (
    <Stack gap="xs" mt="lg" align="flex-start">
      {leaving.error !== null && <Notice kind="danger">{leaving.error.message}</Notice>}
      <Button variant="default" loading={leaving.isPending} onClick={() => leaving.mutate()}>
        Sign out everywhere
      </Button>
      <Text size="sm" c="dimmed">
        In every browser, this one included. Drafts on your devices are kept.
      </Text>
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
      onSubmit={() => changing.mutate()}
    >
      {changing.isSuccess && (
        <Notice kind="success">Your password is changed. You are signed out everywhere but here.</Notice>
      )}
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
