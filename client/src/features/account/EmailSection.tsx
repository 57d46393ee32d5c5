import { Button, Group, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import {
  askForEmailChange,
  getAccount,
  withdrawEmailChange,
  type Account,
} from '../../../../contract/account.ts';
import { call } from '../../api/call.ts';
import { queryClient, queryOf } from '../../api/query.ts';
import { Failure } from '../../components/Failure.tsx';
import { Notice } from '../../components/Notice.tsx';
import { CurrentPasswordField, EmailField, KnownEmail, SmallForm } from '../sign-in/SmallForm.tsx';

const keep = (account: Account) => queryClient.setQueryData(queryOf(getAccount, {}).queryKey, account);

/** Another address: both the old one and the new one say yes by mail. */
export function EmailSection({ email, account }: { email: string; account: Account }) {
  return (
    <section>
      <Title order={2} mb="xs">
        E-mail address
      </Title>
      {account.emailChange === null ? (
        <EmailForm email={email} hasPassword={account.hasPassword} />
      ) : (
        <Waiting email={email} change={account.emailChange} />
      )}
    </section>
  );
}

function EmailForm({ email, hasPassword }: { email: string; hasPassword: boolean }) {
  const [newEmail, setNewEmail] = useState('');
  const [password, setPassword] = useState('');
  const asking = useMutation({
    mutationFn: () => call(askForEmailChange, { body: { email: newEmail, password } }),
    onSuccess: keep,
  });
  if (!hasPassword)
    return (
      <Text size="sm" c="dimmed">
        {email}. To change it, choose a password first.
      </Text>
    );
  return (
    <SmallForm
      action="Change e-mail address"
      isSecond
      busy={asking.isPending}
      error={asking.error}
      onSubmit={() => asking.mutate()}
    >
      <KnownEmail email={email} />
      <EmailField
        isOwn={false}
        label="New e-mail address"
        description="We mail a link to both addresses. The new one holds once both were used."
        value={newEmail}
        onChange={setNewEmail}
      />
      <CurrentPasswordField label="Your password" value={password} onChange={setPassword} />
    </SmallForm>
  );
}

function Waiting({ email, change }: { email: string; change: NonNullable<Account['emailChange']> }) {
  const withdrawing = useMutation({ mutationFn: () => call(withdrawEmailChange, {}), onSuccess: keep });
  const state = (confirmed: boolean) => (confirmed ? 'has said yes' : 'has not said yes yet');
  return (
    <>
      <Notice kind="info" title={`Waits to become ${change.email}`}>
        {email} {state(change.confirmedByOld)}; {change.email} {state(change.confirmedByNew)}. Open the links
        that we mailed to them.
      </Notice>
      <Group mt="sm">
        <Button variant="default" loading={withdrawing.isPending} onClick={() => withdrawing.mutate()}>
          Keep {email}
        </Button>
      </Group>
      <Failure error={withdrawing.error} />
    </>
  );
}
