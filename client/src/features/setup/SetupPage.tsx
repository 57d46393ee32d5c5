import { Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { createAdministrator, getSetup } from '../../../../contract/setup.ts';
import { call } from '../../api/call.ts';
import { useCall } from '../../api/query.ts';
import { acceptSession } from '../../app/session.tsx';
import { Notice } from '../../components/Notice.tsx';
import { usePageTitle } from '../../components/pageTitle.ts';
import { Pending } from '../../components/Pending.tsx';
import { CardPage } from '../sign-in/CardPage.tsx';
import { Trail } from '../welcome/Trail.tsx';
import { EmailField, NameField, NewPasswordField, SmallForm } from '../sign-in/SmallForm.tsx';

/** Where the link that a start prints leads: the account of the first administrator. */
export function Component() {
  usePageTitle('Welcome');
  const [search] = useSearchParams();
  const token = search.get('token') ?? '';
  const link = useCall(getSetup, { query: { token } }, { enabled: token !== '' });
  return (
    <CardPage title="Welcome" brand>
      {token !== '' && link.data === undefined && <Pending query={link} />}
      {(token === '' || link.data?.usable === false) && (
        <Notice kind="warning" title="This link cannot be used">
          It is not whole, was used already, or is older than a day. Copy all of it from what the start
          printed, or start Stepwise again: it prints a new one while there is no administrator.
        </Notice>
      )}
      {link.data?.usable === true && <AdministratorForm token={token} />}
    </CardPage>
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
  return (
    <>
      <Trail at="Your account" />
      <Text size="sm" c="dimmed" mb="lg">
        You will be the administrator: you create courses, and are the instructor of those you create.
      </Text>
      <SmallForm
        action="Create account"
        busy={creating.isPending}
        error={creating.error}
        onSubmit={() => creating.mutate()}
      >
        <NameField value={name} onChange={setName} />
        <EmailField value={email} onChange={setEmail} />
        <NewPasswordField value={password} onChange={setPassword} />
      </SmallForm>
    </>
  );
}
