import { Button, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { createAdministrator, getSetup } from '../../../../contract/setup.ts';
import { call } from '../../api/call.ts';
import { useCall } from '../../api/query.ts';
import { acceptSession } from '../../app/session.tsx';
import { Notice } from '../../components/Notice.tsx';
import { usePageTitle } from '../../components/Page.tsx';
import { Pending } from '../../components/Pending.tsx';
import classes from '../sign-in/SignInPage.module.css';

/** Where the link that a start prints leads: the account of the first administrator. */
export function Component() {
  usePageTitle('Set up');
  const [search] = useSearchParams();
  const token = search.get('token') ?? '';
  const link = useCall(getSetup, { query: { token } }, { enabled: token !== '' });
  return (
    <main className={classes.page}>
      <div className={classes.card}>
        <div className={classes.brand}>
          <img src="/favicon.svg" alt="" width="32" height="32" />
          <span>Stepwise</span>
        </div>
        <Title order={1} size="h2" mb={4}>
          Set up Stepwise
        </Title>
        {token !== '' && link.data === undefined && <Pending query={link} />}
        {(token === '' || link.data?.usable === false) && (
          <Notice kind="warning" title="This link cannot be used">
            It was used already, or is older than a day. Start Stepwise again: it prints a new one while there
            is no administrator.
          </Notice>
        )}
        {link.data?.usable === true && <AdministratorForm token={token} />}
      </div>
    </main>
  );
}

function AdministratorForm({ token }: { token: string }) {
  const navigate = useNavigate();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const creating = useMutation({
    mutationFn: () => call(createAdministrator, { body: { token, name, email, password } }),
    onSuccess: (session) => {
      acceptSession(session);
      void navigate('/courses/new', { replace: true });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    creating.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Text size="sm" c="dimmed" mb="lg">
        Your account first, then your first course. You can create courses and are the instructor of those you
        create.
      </Text>
      <Stack gap="md">
        {creating.error !== null && <Notice kind="danger">{creating.error.message}</Notice>}
        <TextInput
          label="Name"
          autoComplete="name"
          required
          withAsterisk={false}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          label="E-mail address"
          type="email"
          autoComplete="username"
          required
          withAsterisk={false}
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
          label="Password"
          description="At least 10 characters."
          autoComplete="new-password"
          required
          minLength={10}
          withAsterisk={false}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Button type="submit" size="md" loading={creating.isPending}>
          Create account
        </Button>
      </Stack>
    </form>
  );
}
