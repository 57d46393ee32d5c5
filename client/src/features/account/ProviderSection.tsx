import { Button, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { getAccount, PROVIDER_PATH, unlinkProvider, type Account } from '../../../../contract/account.ts';
import { call } from '../../api/call.ts';
import { queryClient, queryOf } from '../../api/query.ts';
import { Failure } from '../../components/Failure.tsx';

/** The way in beside the password. */
export function ProviderSection({ provider, account }: { provider: string; account: Account }) {
  const unlinking = useMutation({
    mutationFn: () => call(unlinkProvider, {}),
    onSuccess: (changed) => queryClient.setQueryData(queryOf(getAccount, {}).queryKey, changed),
  });
  return (
    <section>
      <Title order={2} mb="xs">
        {provider}
      </Title>
      {account.linkedAt === null ? (
        <>
          <Text size="sm" c="dimmed" mb="sm">
            Links your account, if {provider} knows you by the same e-mail address.
          </Text>
          <Button component="a" href={`${PROVIDER_PATH}?next=/account`} variant="default">
            Sign in with {provider}
          </Button>
        </>
      ) : (
        <>
          <Text size="sm" c="dimmed" mb="sm">
            You sign in with {provider}.
          </Text>
          {account.hasPassword && (
            <Button variant="default" loading={unlinking.isPending} onClick={() => unlinking.mutate()}>
              Unlink
            </Button>
          )}
        </>
      )}
      <Failure error={unlinking.error} />
    </section>
  );
}
