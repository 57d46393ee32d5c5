import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { Form } from '../../components/Form.tsx';
import { Failure } from '../../components/Failure.tsx';
import { Outcome } from '../../components/Outcome.tsx';

interface SmallFormProps {
  /** On its button. */
  action: string;
  busy: boolean;
  error?: Error | null;
  /** Said once it is done; null or false before. */
  done?: ReactNode;
  /** Beside another form, which has the page's filled button. */
  isSecond?: boolean;
  onSubmit: () => void;
  children: ReactNode;
}

/** A few fields and a button below them; what became of it stands last. */
export function SmallForm({
  action,
  busy,
  error = null,
  done = null,
  isSecond = false,
  onSubmit,
  children,
}: SmallFormProps) {
  const submit = () => onSubmit();
  return (
    <Form isSaving={busy} onSubmit={submit}>
      <Stack gap="md">
        {children}
        <Button type="submit" size="md" variant={isSecond ? 'default' : 'filled'} loading={busy}>
          {action}
        </Button>
        <Failure error={error} />
        {Boolean(done) && <Outcome>{done}</Outcome>}
      </Stack>
    </Form>
  );
}

interface FieldProps {
  label?: string;
  description?: string;
  value: string;
  onChange: (value: string) => void;
}

export function NameField({ onChange, ...field }: FieldProps) {
  return (
    <TextInput
      label="Name"
      autoComplete="name"
      required
      withAsterisk={false}
      maxLength={100}
      {...field}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

/** @param isOwn whether it names the account that a password manager is to fill in or to keep */
export function EmailField({ isOwn = true, onChange, ...field }: FieldProps & { isOwn?: boolean }) {
  return (
    <TextInput
      label="E-mail address"
      type="email"
      {...(isOwn && { name: 'email', autoComplete: 'username' })}
      required
      withAsterisk={false}
      {...field}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

/** For a form that asks for a password alone, so that a password manager knows whose it is. */
export function KnownEmail({ email }: { email: string }) {
  return <input type="hidden" name="username" autoComplete="username" value={email} />;
}

export function CurrentPasswordField({ onChange, ...field }: FieldProps) {
  return (
    <PasswordInput
      label="Password"
      name="password"
      autoComplete="current-password"
      required
      withAsterisk={false}
      {...field}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

export function NewPasswordField({ onChange, ...field }: FieldProps) {
  return (
    <PasswordInput
      label="Password"
      description="At least 10 characters."
      autoComplete="new-password"
      required
      minLength={10}
      withAsterisk={false}
      {...field}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
