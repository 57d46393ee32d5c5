import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { readFailedAgain, type Unread } from '../../api/query.ts';
import { Message } from '../../components/Message.tsx';
import classes from './OfflineBanner.module.css';

/** Else a page would look whole without what could not be read. */
export default function UnreadBanner({ why, isFinal }: Unread): ReactNode {
  return (
    <p className={classes.banner} role="status">
      <strong>Part of this page could not be loaded.</strong> <Message>{why}</Message>{' '}
      {!isFinal && (
        <Button variant="default" size="compact-sm" onClick={readFailedAgain}>
          Try again
        </Button>
      )}
    </p>
  );
}
