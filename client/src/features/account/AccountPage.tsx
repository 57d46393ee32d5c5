import { Anchor, Button, PasswordInput, Stack, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { Link, Navigate } from 'react-router';
import { changePassword, signOutEverywhere } from '../../../../contract/session.ts';
import { call } from '../../api/call.ts';
import { acceptSession, useSession } from '../../app/session.tsx';
import { Notice } from '../../components/Notice.tsx';
import { usePageTitle } from '../../components/Page.tsx';
import classes from '../sign-in/SignInPage.module.css';

export function Component() {
  usePageTitle('Your account');
  const { user } = useSession();
  if (user === null) return <Navigate to="/sign-in?next=/account" replace />;
  return (
    <main className={classes.page}>
      <div className={classes.card}>
        <Title order={1} size="h2" mb={4}>
          Your account
        </Title>
        <Text size="sm" c="dimmed" mb="lg">
          {user.name}, {user.email}
        </Text>
        <PasswordForm email={user.email} />
        <SignOutEverywhere />
        <Anchor component={Link} to="/" size="sm" mt="md" display="inline-block">
          Your courses
        </Anchor>
      </div>
    </main>
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
  const submit = (event: FormEvent) => {
    event.preventDefault();
    changing.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        {changing.error !== null && <Notice kind="danger">{changing.error.message}</Notice>}
        {changing.isSuccess && (
          <Notice kind="success">Your password is changed. You are signed out everywhere but here.</Notice>
        )}
        {/* So that a password manager knows whose password it is. */}
        <input type="hidden" name="username" autoComplete="username" value={email} />
        <PasswordInput
          label="Current password"
          autoComplete="current-password"
          required
          withAsterisk={false}
          value={currentPassword}
          onChange={(event) => setCurrentPassword(event.currentTarget.value)}
        />
        <PasswordInput
          label="New password"
          description="At least 10 characters. It ends your sessions in all other browsers."
          autoComplete="new-password"
          required
          minLength={10}
          withAsterisk={false}
          value={newPassword}
          onChange={(event) => setNewPassword(event.currentTarget.value)}
        />
        <Button type="submit" size="md" loading={changing.isPending}>
          Change password
        </Button>
      </Stack>
    </form>
  );
}
