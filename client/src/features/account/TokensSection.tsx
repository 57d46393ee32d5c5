import { Button, Checkbox, CopyButton, Group, Select, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import {
  listTokens,
  makeToken,
  revokeToken,
  TOKEN_DAYS,
  TOKEN_SCOPES,
  type Token,
  type TokenScope,
} from '../../../../contract/tokens.ts';
import { call } from '../../api/call.ts';
import { queryClient, queryOf, useAside } from '../../api/query.ts';
import { Failure } from '../../components/Failure.tsx';
import { Notice } from '../../components/Notice.tsx';
import { Time } from '../../components/Time.tsx';
import { useNow } from '../../components/useNow.ts';
import { SmallForm } from '../sign-in/SmallForm.tsx';

const HERE = Intl.DateTimeFormat().resolvedOptions().timeZone;
const SCOPES = Object.entries(TOKEN_SCOPES) as [TokenScope, string][];

const keep = ({ tokens }: { tokens: Token[] }) =>
  queryClient.setQueryData(queryOf(listTokens, {}).queryKey, { tokens });

/** By which `stepwise` acts for staff from their own computer. */
export function TokensSection() {
  const list = useAside(listTokens, {});
  const revoking = useMutation({
    mutationFn: (id: string) => call(revokeToken, { body: { id } }),
    onSuccess: keep,
  });
  if (list === undefined) return null;
  const { tokens } = list;
  return (
    <section aria-labelledby="tokens">
      <Title order={2} id="tokens" mb="xs">
        Command line
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        With a token <code>stepwise</code> acts for you from your own computer, for what the token is for and
        no more. A new password and “Sign out everywhere” end all of them.
      </Text>
      {tokens.length > 0 && (
        <Stack component="ul" gap="sm" p={0} m={0} mb="md" style={{ listStyle: 'none' }}>
          {tokens.map((token) => (
            <TokenRow
              key={token.id}
              token={token}
              busy={revoking.isPending}
              onRevoke={() => revoking.mutate(token.id)}
            />
          ))}
        </Stack>
      )}
      <NewToken />
      <Failure error={revoking.error} />
    </section>
  );
}

function TokenRow({ token, busy, onRevoke }: { token: Token; busy: boolean; onRevoke: () => void }) {
  const { name, scopes, expiresAt, usedAt } = token;
  const ended = Date.parse(expiresAt) <= useNow(expiresAt);
  return (
    <Group component="li" justify="space-between" align="flex-start" wrap="nowrap">
      <div>
        <Text fw={600} dir="auto" style={{ overflowWrap: 'anywhere' }}>
          {name}
        </Text>
        <Text size="sm" c="dimmed">
          {scopes.map((scope) => TOKEN_SCOPES[scope]).join('. ')}.
        </Text>
        <Text size="sm" c="dimmed">
          {ended ? 'Expired ' : 'Until '}
          <Time at={expiresAt} timeZone={HERE} />
          {usedAt === null ? ', never used' : ', last used '}
          {usedAt !== null && <Time at={usedAt} timeZone={HERE} />}
        </Text>
      </div>
      <Button variant="subtle" flex="none" disabled={busy} onClick={onRevoke} aria-label={`Revoke ${name}`}>
        Revoke
      </Button>
    </Group>
  );
}

function NewToken() {
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<TokenScope[]>(['sets']);
  const [days, setDays] = useState<(typeof TOKEN_DAYS)[number]>(90);
  const making = useMutation({
    mutationFn: () => call(makeToken, { body: { name, scopes, days } }),
    onSuccess: (made) => {
      keep(made);
      setName('');
    },
  });
  if (making.data !== undefined) return <Made token={making.data.token} onDone={making.reset} />;
  return (
    <SmallForm
      action="Make a token"
      isSecond
      busy={making.isPending}
      error={making.error}
      onSubmit={() => making.mutate()}
    >
      <TextInput
        label="Name"
        description="Of the computer where it will be kept, such as laptop."
        required
        withAsterisk={false}
        maxLength={60}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Checkbox.Group
        label="What it is for"
        value={scopes}
        onChange={(chosen) => setScopes(chosen as TokenScope[])}
      >
        <Stack gap="xs" mt="xs">
          {SCOPES.map(([scope, words]) => (
            <Checkbox key={scope} value={scope} label={words} />
          ))}
        </Stack>
      </Checkbox.Group>
      <Select
        label="For how long"
        allowDeselect={false}
        data={TOKEN_DAYS.map((each) => ({
          value: String(each),
          label: each === 365 ? 'a year' : `${each} days`,
        }))}
        value={String(days)}
        onChange={(chosen) => setDays(TOKEN_DAYS.find((each) => String(each) === chosen) ?? 90)}
      />
    </SmallForm>
  );
}

/** In place of the form, the one time that it is seen. */
function Made({ token, onDone }: { token: string; onDone: () => void }) {
  return (
    <Stack gap="xs" mb="md">
      <Notice kind="success" title="Copy it now: it is shown this once">
        Then run <code>stepwise login --server {window.location.origin}</code> and paste it there.
      </Notice>
      <TextInput
        label="Your token"
        readOnly
        value={token}
        autoFocus
        onFocus={(event) => event.currentTarget.select()}
      />
      <Group gap="sm">
        <CopyButton value={token}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy}>
              {copied ? 'Copied' : 'Copy'}
            </Button>
          )}
        </CopyButton>
        <Button variant="subtle" onClick={onDone}>
          Done
        </Button>
      </Group>
    </Stack>
  );
}
