import { Button, Group, Skeleton, Stack } from '@mantine/core';
import { Notice } from './Notice.tsx';
import classes from './Pending.module.css';

interface PendingQuery {
  error: Error | null;
  refetch: () => unknown;
}

/** In place of a page that has nothing to show yet: a skeleton after 300 ms, or what went wrong. */
export function Pending({ query }: { query: PendingQuery }) {
  if (query.error !== null)
    return (
      <div className={classes.failed}>
        <Notice kind="danger" title="This could not be loaded">
          <p>{query.error.message}</p>
          <Group>
            <Button variant="default" size="xs" onClick={() => query.refetch()}>
              Try again
            </Button>
          </Group>
        </Notice>
      </div>
    );
  return (
    <div className={classes.pending} role="status" aria-label="Loading">
      <Stack gap="md" aria-hidden="true">
        <Skeleton height={28} width="40%" />
        <Skeleton height={16} width="70%" />
        <Skeleton height={120} />
        <Skeleton height={120} />
      </Stack>
    </div>
  );
}
