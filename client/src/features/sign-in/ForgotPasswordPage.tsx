import { Anchor, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { askForPasswordLink } from '../../../../contract/account.ts';
import { call } from '../../api/call.ts';
import { Notice } from '../../components/Notice.tsx';
import { usePageTitle } from '../../components/pageTitle.ts';
import { CardPage } from './CardPage.tsx';
import { EmailField, SmallForm } from './SmallForm.tsx';

/** Has a link to a new password mailed. What it says is the same whether there is an account. */
export function Component() {
  usePageTitle('Forgot password');
  const [email, setEmail] = useState('');
  const asking = useMutation({
    mutationFn: (address: string) => call(askForPasswordLink, { body: { email: address } }),
  });
  return (
    <CardPage title="Forgot your password?" brand>
      <Text size="sm" c="dimmed" mb="lg">
        We mail you a link to a new one. It works once, for a day.
      </Text>
      <SmallForm
        action="Mail me a link"
        busy={asking.isPending}
        error={asking.error}
        done={
          asking.isSuccess && (
            <Notice kind="success" title="Look into your mail">
              If {asking.variables} has an account here, a link is on its way to it. Nothing after some
              minutes? Look among spam, or try the address that your course knows you by.
              {asking.data.mail === 'shown' &&
                ' This is a demo: it sends no mail, and an administrator finds the link under Mail.'}
            </Notice>
          )
        }
        onSubmit={() => asking.mutate(email)}
      >
        <EmailField value={email} onChange={setEmail} />
      </SmallForm>
      <Anchor component={Link} to="/sign-in" size="sm" mt="md" display="inline-block">
        Sign in
      </Anchor>
    </CardPage>
  );
}
