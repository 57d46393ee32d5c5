import { Anchor, Button, Group, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from 'react-router';
import { confirmEmail, refuseEmail } from '../../../../contract/account.ts';
import type { lookAtLink } from '../../../../contract/invitations.ts';
import type { ResponseOf } from '../../../../contract/operation.ts';
import { call } from '../../api/call.ts';
import { Failure } from '../../components/Failure.tsx';
import { Notice } from '../../components/Notice.tsx';

type Found = Extract<ResponseOf<typeof lookAtLink>, { kind: 'email' }>;

/** Asks whoever got the mail; opening the link changes nothing, since programs that look through mail open links. */
export function EmailLink({ token, found }: { token: string; found: Found }) {
  const { name, oldEmail, newEmail, to } = found;
  const confirming = useMutation({ mutationFn: () => call(confirmEmail, { body: { token } }) });
  const refusing = useMutation({ mutationFn: () => call(refuseEmail, { body: { token } }) });
  const error = confirming.error ?? refusing.error;
  const other = to === 'old' ? newEmail : oldEmail;
  const isOver = confirming.isSuccess || refusing.isSuccess;
  return (
    <>
      <Title order={1} size="h2" mb={4}>
        Another e-mail address
      </Title>
      <Text size="sm" c="dimmed" mb="lg">
        The account of {name}: {newEmail} instead of {oldEmail}.
      </Text>
      {confirming.data?.done === true && (
        <Notice kind="success">
          The account has the address {newEmail} now. Sign in with it from now on.
        </Notice>
      )}
      {(confirming.data?.done === false || (found.confirmed && !isOver)) && (
        <Notice kind="info">
          This address has said yes. The change holds once {other} has said yes, too: a link was mailed there.
        </Notice>
      )}
      {refusing.data !== undefined && (
        <Notice kind="success">
          Nothing was changed.
          {refusing.data.sessionsEnded &&
            ' Whoever asked for it knows your password: everybody is signed out of your account. Choose a new password now.'}
        </Notice>
      )}
      {!isOver && (
        <Group gap="sm" mt="md">
          {!found.confirmed && (
            <Button size="md" loading={confirming.isPending} onClick={() => confirming.mutate()}>
              Yes, change it
            </Button>
          )}
          <Button size="md" variant="default" loading={refusing.isPending} onClick={() => refusing.mutate()}>
            {to === 'old' ? 'No, that was not me' : 'No'}
          </Button>
        </Group>
      )}
      {refusing.data?.sessionsEnded === true ? (
        <Anchor component={Link} to="/forgot-password" size="sm" mt="md" display="inline-block">
          Choose a new password
        </Anchor>
      ) : (
        <Anchor component={Link} to="/account" size="sm" mt="md" display="inline-block">
          Your account
        </Anchor>
      )}
      <Failure error={error} />
    </>
  );
}
