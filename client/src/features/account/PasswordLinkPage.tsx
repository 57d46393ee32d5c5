import { Text, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Navigate } from 'react-router';
import { createAnyPasswordLink } from '../../../../contract/invitations.ts';
import { call } from '../../api/call.ts';
import { useSession } from '../../app/session.tsx';
import { Notice } from '../../components/Notice.tsx';
import { OwnPage } from './OwnPage.tsx';
import { EmailField, SmallForm } from '../sign-in/SmallForm.tsx';

/** For administrators: somebody of any course has forgotten their password. */
export function Component() {
  const { user } = useSession();
  if (user === null) return <Navigate to="/sign-in?next=/password-link" replace />;
  return (
    <OwnPage title="Password link" ofAll>
      {user.isAdministrator ? (
        <LinkForm />
      ) : (
        <Notice kind="warning">
          Only administrators of this installation make these. For a student of your course, open their page
          under People.
        </Notice>
      )}
    </OwnPage>
  );
}

function LinkForm() {
  const [email, setEmail] = useState('');
  const making = useMutation({ mutationFn: () => call(createAnyPasswordLink, { body: { email } }) });
  return (
    <>
      <Text size="sm" c="dimmed" mb="lg">
        For somebody who has forgotten their password. The link works once, for a day; whoever has it can sign
        in as them. It is written down in the log that you made it.
      </Text>
      <SmallForm
        action="Make a link"
        busy={making.isPending}
        error={making.error}
        onSubmit={() => making.mutate()}
      >
        <EmailField isOwn={false} label="E-mail address of the account" value={email} onChange={setEmail} />
      </SmallForm>
      {making.data !== undefined && (
        <Textarea
          mt="md"
          label={`Link for ${making.data.name}`}
          description="Shown this once."
          readOnly
          autosize
          value={`${window.location.origin}/link#${making.data.token}`}
          onFocus={(event) => event.currentTarget.select()}
        />
      )}
    </>
  );
}
