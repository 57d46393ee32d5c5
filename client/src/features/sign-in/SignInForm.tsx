import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { signIn } from '../../../../contract/session.ts';
import { call } from '../../api/call.ts';
import { acceptSession } from '../../app/session.tsx';
import { Notice } from '../../components/Notice.tsx';

interface SignInFormProps {
  /** Filled in for somebody whose session has ended. */
  email?: string;
}

export function SignInForm({ email: known = '' }: SignInFormProps) {
  const [email, setEmail] = useState(known);
  const [password, setPassword] = useState('');
  const signingIn = useMutation({
    mutationFn: () => call(signIn, { body: { email, password } }),
    onSuccess: acceptSession,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    signingIn.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        {signingIn.error !== null && <Notice kind="danger">{signingIn.error.message}</Notice>}
        <TextInput
          label="E-mail address"
          type="email"
          name="email"
          autoComplete="username"
          required
          withAsterisk={false}
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
          label="Password"
          name="password"
          autoComplete="current-password"
          required
          withAsterisk={false}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Button type="submit" size="md" loading={signingIn.isPending}>
          Sign in
        </Button>
      </Stack>
    </form>
  );
}
