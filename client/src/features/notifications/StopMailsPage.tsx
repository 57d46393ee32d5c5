import { Button, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link, useLocation } from 'react-router';
import { NOTICE_TITLES, stopMails } from '../../../../contract/notifications.ts';
import { call } from '../../api/call.ts';
import { Failure } from '../../components/Failure.tsx';
import { Notice } from '../../components/Notice.tsx';
import { usePageTitle } from '../../components/pageTitle.ts';
import { CardPage } from '../sign-in/CardPage.tsx';

/** Where a mail's own link leads. Opening it changes nothing: programs that look through mail open links. */
export function Component() {
  usePageTitle('Fewer mails');
  const token = useLocation().hash.slice(1);
  const stopping = useMutation({ mutationFn: () => call(stopMails, { body: { token } }) });
  return (
    <CardPage title="Fewer mails" brand>
      {token === '' ? (
        <Notice kind="warning" title="This link is incomplete">
          Open it again from the mail, all of it; or sign in and choose under{' '}
          <Link to="/notifications">Notifications</Link>.
        </Notice>
      ) : stopping.data !== undefined ? (
        <Notice kind="success">
          No more mails of this kind: {NOTICE_TITLES[stopping.data.kind]}. It is still told in the page.
        </Notice>
      ) : (
        <>
          <Text size="sm" my="md">
            Mails of this kind stop; the page tells you as before.
          </Text>
          <Button loading={stopping.isPending} onClick={() => stopping.mutate()}>
            No more mails of this kind
          </Button>
        </>
      )}
      <Failure error={stopping.error} />
    </CardPage>
  );
}
