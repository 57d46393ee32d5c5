import { Anchor, Button, Stack, Text, Textarea, TextInput, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { Link, Navigate } from 'react-router';
import { createAnyPasswordLink } from '../../../../contract/invitations.ts';
import { call } from '../../api/call.ts';
import { useSession } from '../../app/session.tsx';
import { Notice } from '../../components/Notice.tsx';
import { usePageTitle } from '../../components/Page.tsx';
import classes from '../sign-in/SignInPage.module.css';

/** For administrators: somebody of any course has forgotten their password. */
export function Component() {
  usePageTitle('Password link');
  const { user } = useSession();
  if (user === null) return <Navigate to="/sign-in?next=/password-link" replace />;
  return (
    <main className={classes.page}>
      <div className={classes.card}>
        <Title order={1} size="h2" mb={4}>
          Password link
        </Title>
        {user.isAdministrator ? (
          <LinkForm />
        ) : (
          <Notice kind="warning">
            Only administrators of this installation make these. For a student of your course, open their page
            under People.
          </Notice>
        )}
        <Anchor component={Link} to="/" size="sm" mt="md" display="inline-block">
          Your courses
        </Anchor>
      </div>
    </main>
  );
}

function LinkForm() {
  const [email, setEmail] = useState('');
  const making = useMutation({ mutationFn: () => call(createAnyPasswordLink, { body: { email } }) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    making.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Text size="sm" c="dimmed" mb="lg">
        For somebody who has forgotten their password. The link works once, for a day; whoever has it can sign
        in as them. It is written down in the log that you made it.
      </Text>
      <Stack gap="md">
        {making.error !== null && <Notice kind="danger">{making.error.message}</Notice>}
        <TextInput
          label="E-mail address of the account"
          type="email"
          required
          withAsterisk={false}
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <Button type="submit" size="md" loading={making.isPending}>
          Make a link
        </Button>
        {making.data !== undefined && (
          <Textarea
            label={`Link for ${making.data.name}`}
            description="Shown this once."
            readOnly
            autosize
            value={`${window.location.origin}/link#${making.data.token}`}
            onFocus={(event) => event.currentTarget.select()}
          />
        )}
      </Stack>
    </form>
  );
}
