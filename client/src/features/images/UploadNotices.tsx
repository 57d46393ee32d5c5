import { Button, Group, Stack } from '@mantine/core';
import { Message } from '../../components/Message.tsx';
import { Notice } from '../../components/Notice.tsx';
import { useImages, useUploads } from './ImagesProvider.tsx';

/** Images that did not arrive, under the answer they are for. */
export function UploadNotices({ draft }: { draft: string }) {
  const { uploads } = useImages();
  const stopped = useUploads(draft).filter(({ state }) => state !== 'sending');
  if (stopped.length === 0) return null;
  return (
    <Stack gap="xs" mt="xs">
      {stopped.map(({ id, name, state, message }) =>
        state === 'refused' ? (
          <Notice key={id} kind="danger" title="Not uploaded">
            <Group justify="space-between" gap="xs">
              <span>
                <Message>{message}</Message>
              </span>
              <Button variant="default" size="compact-sm" onClick={() => uploads.dismiss(id)}>
                Dismiss
              </Button>
            </Group>
          </Notice>
        ) : (
          <Notice key={id} kind="warning" title="Not uploaded yet">
            <Group justify="space-between" gap="xs">
              <span>
                {name} waits in this tab until Stepwise can be reached. Keep the tab open; your answer is
                safe.
              </span>
              <Button variant="default" size="compact-sm" onClick={() => void uploads.retry()}>
                Try now
              </Button>
            </Group>
          </Notice>
        ),
      )}
    </Stack>
  );
}
