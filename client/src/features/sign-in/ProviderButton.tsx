import { Button, Divider } from '@mantine/core';
import { PROVIDER_PATH } from '../../../../contract/account.ts';

interface ProviderButtonProps {
  provider: string;
  /** The page to come back to, from the root. */
  next: string;
}

/** Another way in beside the password. */
export function ProviderButton({ provider, next }: ProviderButtonProps) {
  const query = new URLSearchParams({ next });
  return (
    <>
      <Button component="a" href={`${PROVIDER_PATH}?${query}`} variant="default" size="md" fullWidth>
        Sign in with {provider}
      </Button>
      <Divider label="or" my="md" />
    </>
  );
}
