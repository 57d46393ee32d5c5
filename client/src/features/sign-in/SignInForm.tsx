import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { signIn } from '../../../../contract/session.ts';
import { call } from '../../api/call.ts';
import { acceptSession } from '../../app/session.tsx';
import { CurrentPasswordField, EmailField, SmallForm } from './SmallForm.tsx';

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
  return (
    <SmallForm
      action="Sign in"
      busy={signingIn.isPending}
      error={signingIn.error}
      onSubmit={() => signingIn.mutate()}
    >
      <EmailField value={email} onChange={setEmail} />
      <CurrentPasswordField value={password} onChange={setPassword} />
    </SmallForm>
  );
}
