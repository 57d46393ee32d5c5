import { Modal, Text } from '@mantine/core';
import { SignInForm } from '../../features/sign-in/SignInForm.tsx';
import { useSession } from '../session.tsx';

/** When the session has ended: signing in again in place, so that nothing on the page is lost. */
export default function SignInAgain() {
  const { user } = useSession();
  return (
    <Modal opened onClose={() => {}} withCloseButton={false} title="Your session has ended">
      <Text size="sm" mb="md">
        Sign in again to go on; the page stays as it is and what you wrote is saved on this device.
      </Text>
      <SignInForm email={user?.email ?? ''} />
    </Modal>
  );
}
