import { Button } from '@mantine/core';
import { useEffect } from 'react';
import { Message } from '../../components/Message.tsx';
import { announce } from '../announcer.ts';
import { download, fetchFile, type Download } from '../downloads.ts';
import classes from './OfflineBanner.module.css';

/** What became of a file that somebody wants to save: it is being made, or why there is none. */
export default function DownloadBanner({ address, label, failed }: Download) {
  useEffect(() => {
    if (failed === null) announce(`${label}: the file is being fetched`);
  }, [label, failed]);
  if (failed === null)
    return (
      <p className={classes.banner}>
        <span>{label}: the file is being fetched.</span>{' '}
        <Button variant="default" size="compact-sm" onClick={() => download.set(null)}>
          Cancel
        </Button>
      </p>
    );
  return (
    <p className={classes.banner} role="alert">
      <strong>{label}: no file was saved.</strong> <Message>{failed}</Message>{' '}
      <Button variant="default" size="compact-sm" onClick={() => void fetchFile(address, label)}>
        Try again
      </Button>{' '}
      <Button variant="subtle" size="compact-sm" onClick={() => download.set(null)}>
        Close
      </Button>
    </p>
  );
}
