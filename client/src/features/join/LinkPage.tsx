import { Anchor, Button, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useLocation, useNavigate } from 'react-router';
import { joinCourse, lookAtLink, setPassword } from '../../../../contract/invitations.ts';
import type { ResponseOf } from '../../../../contract/operation.ts';
import { signOut } from '../../../../contract/session.ts';
import { call } from '../../api/call.ts';
import { acceptSession, useSession } from '../../app/session.tsx';
import { Failure } from '../../components/Failure.tsx';
import { Notice } from '../../components/Notice.tsx';
import { usePageTitle } from '../../components/pageTitle.ts';
import { Pending } from '../../components/Pending.tsx';
import { SignInForm } from '../sign-in/SignInForm.tsx';
import { EmailLink } from './EmailLink.tsx';
import { EmailField, KnownEmail, NameField, NewPasswordField, SmallForm } from '../sign-in/SmallForm.tsx';
import { CardPage } from '../sign-in/CardPage.tsx';

type Found = ResponseOf<typeof lookAtLink>;
type ToCourse = Extract<Found, { kind: 'invitation' | 'joinLink' }>;

/** Where every link that staff hand on leads: into a course, to a new password, or to another address. */
export function Component() {
  usePageTitle('Your link');
  const token = useLocation().hash.slice(1);
  const link = useQuery({
    queryKey: [lookAtLink.id, token],
    queryFn: () => call(lookAtLink, { body: { token } }),
    enabled: token !== '',
    staleTime: Infinity,
  });
  const found: Found | undefined = token === '' ? { kind: 'nothing' } : link.data;
  return (
    <CardPage brand>
      {found === undefined ? <Pending query={link} /> : <Leads found={found} token={token} />}
    </CardPage>
  );
}

function Leads({ found, token }: { found: Found; token: string }) {
  if (found.kind === 'password') return <PasswordForm token={token} {...found} />;
  if (found.kind === 'email') return <EmailLink token={token} found={found} />;
  if (found.kind !== 'nothing') return <Join found={found} token={token} />;
  return (
    <>
      <Title order={1} size="h2" mb="md">
        This link does not work
      </Title>
      <Notice kind="warning">
        It was used already, is too old, or was taken back. Ask whoever sent it for a new one. If you have
        joined before, sign in.
      </Notice>
      <Anchor component={Link} to="/sign-in" size="sm" mt="md" display="inline-block">
        Sign in
      </Anchor>
    </>
  );
}

function Join({ found, token }: { found: ToCourse; token: string }) {
  const { user } = useSession();
  const navigate = useNavigate();
  const { course } = found;
  const expected = found.kind === 'invitation' ? found.email : null;
  const joining = useMutation({
    mutationFn: (account?: { name: string; email?: string; password: string }) =>
      call(joinCourse, { body: { token, ...(account && { account }) } }),
    onSuccess: (session) => {
      acceptSession(session);
      void navigate(`/c/${course.slug}`, { replace: true });
    },
  });
  const leaving = useMutation({
    mutationFn: () => call(signOut, {}),
    // A page of nobody: it asks anew what the link leads to.
    onSuccess: () => window.location.reload(),
  });
  const isOther = user !== null && expected !== null && user.email !== expected;
  return (
    <>
      <Title order={1} size="h2" mb={4}>
        Join {course.code} {course.title}
      </Title>
      <Text size="sm" c="dimmed" mb="lg">
        {course.term}
        {expected !== null && `, as ${expected}`}
        {found.kind === 'joinLink' && found.section !== '' && `, section ${found.section}`}
      </Text>
      {user === null && <Stranger found={found} busy={joining.isPending} onJoin={joining.mutate} />}
      {user !== null && !isOther && (
        <Stack gap="md">
          <Text size="sm">
            You are signed in as {user.name}, {user.email}.
          </Text>
          <Button size="md" loading={joining.isPending} onClick={() => joining.mutate(undefined)}>
            Join the course
          </Button>
        </Stack>
      )}
      {isOther && (
        <Stack gap="md">
          <Notice kind="warning">
            The invitation is for {expected}, and you are signed in as {user.email}.
          </Notice>
          <Button size="md" loading={leaving.isPending} onClick={() => leaving.mutate()}>
            Sign out and go on as {expected}
          </Button>
          <Failure error={leaving.error} />
        </Stack>
      )}
      <Failure error={joining.error} />
    </>
  );
}

interface StrangerProps {
  found: ToCourse;
  busy: boolean;
  onJoin: (account: { name: string; email?: string; password: string }) => void;
}

/** Signs in where there is an account, and makes one where there is none. */
function Stranger({ found, busy, onJoin }: StrangerProps) {
  const has = found.kind === 'invitation' ? found.hasAccount : false;
  const [signsIn, setSignsIn] = useState(has);
  if (signsIn)
    return (
      <>
        <Text size="sm" mb="md">
          {has ? 'You have an account already: sign in to join.' : 'Sign in to join with your account.'}
        </Text>
        <SignInForm email={found.kind === 'invitation' ? found.email : ''} />
        {!has && (
          <Anchor component="button" type="button" size="sm" mt="md" onClick={() => setSignsIn(false)}>
            I have no account yet
          </Anchor>
        )}
      </>
    );
  return (
    <>
      <AccountForm found={found} busy={busy} onJoin={onJoin} />
      {found.kind === 'joinLink' && (
        <Anchor component="button" type="button" size="sm" mt="md" onClick={() => setSignsIn(true)}>
          I have an account
        </Anchor>
      )}
    </>
  );
}

function AccountForm({ found, busy, onJoin }: StrangerProps) {
  const invited = found.kind === 'invitation' ? found : null;
  const [name, setName] = useState(invited?.name ?? '');
  const [email, setEmail] = useState('');
  const [password, setWritten] = useState('');
  const join = () => onJoin({ name, password, ...(invited === null && { email }) });
  return (
    <SmallForm action="Create account and join" busy={busy} onSubmit={join}>
      <NameField description="As your course shows it." value={name} onChange={setName} />
      {invited === null ? (
        <EmailField description="The one that your course knows you by." value={email} onChange={setEmail} />
      ) : (
        <KnownEmail email={invited.email} />
      )}
      <NewPasswordField value={password} onChange={setWritten} />
    </SmallForm>
  );
}

function PasswordForm({ token, name, email }: { token: string; name: string; email: string }) {
  const navigate = useNavigate();
  const [password, setWritten] = useState('');
  const setting = useMutation({
    mutationFn: () => call(setPassword, { body: { token, password } }),
    onSuccess: (session) => {
      acceptSession(session);
      void navigate('/', { replace: true });
    },
  });
  return (
    <>
      <Title order={1} size="h2" mb={4}>
        Choose a new password
      </Title>
      <Text size="sm" c="dimmed" mb="lg">
        {name}, {email}. You are signed out everywhere but here then.
      </Text>
      <SmallForm
        action="Save and sign in"
        busy={setting.isPending}
        error={setting.error}
        onSubmit={() => setting.mutate()}
      >
        <KnownEmail email={email} />
        <NewPasswordField value={password} onChange={setWritten} />
      </SmallForm>
    </>
  );
}
