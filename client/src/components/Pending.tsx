import { Anchor, Button, Group, Skeleton, Stack } from '@mantine/core';
import { use, type ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import { isLasting } from '../api/ApiError.ts';
import { Message } from './Message.tsx';
import { Notice } from './Notice.tsx';
import { Titled, usePageTitle } from './pageTitle.ts';
import classes from './Pending.module.css';

interface PendingQuery {
  error: Error | null;
  refetch: () => unknown;
}

/** In place of a page that has nothing to show yet: a skeleton after 300 ms, or what went wrong. */
export function Pending({ query }: { query: PendingQuery }) {
  const isTitled = use(Titled);
  if (query.error !== null) return isTitled ? <Failed query={query} /> : <FailedPage query={query} />;
  return <Loading />;
}

/** The skeleton alone. What stands below it is shown with what it stands for. */
export function Loading() {
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

const FAILED = 'This could not be loaded';

/** The page as a whole: its name in the browser's tab is not the one of the page before. */
function FailedPage({ query }: { query: PendingQuery }) {
  usePageTitle(FAILED);
  return <Failed query={query} heading={<h1 className={classes.heading}>{FAILED}</h1>} />;
}

function Failed({ query, heading }: { query: PendingQuery; heading?: ReactNode }) {
  const { course } = useParams();
  return (
    <div className={classes.failed}>
      {heading}
      <Notice kind="danger" title={heading === undefined ? FAILED : undefined}>
        <p>
          <Message>{query.error?.message}</Message>
        </p>
        <Group>
          {!isLasting(query.error) && (
            <Button variant="default" size="xs" onClick={() => query.refetch()}>
              Try again
            </Button>
          )}
          <Anchor component={Link} to={course === undefined ? '/' : `/c/${course}`} size="sm">
            {course === undefined ? 'To your courses' : 'To your sets'}
          </Anchor>
        </Group>
      </Notice>
    </div>
  );
}
