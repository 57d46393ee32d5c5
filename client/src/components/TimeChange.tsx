import { Time } from './Time.tsx';
import { useNow } from './useNow.ts';
import { saidAlike, viewerTimeZone } from './time.ts';

interface TimeChangeProps {
  /** Null for none. */
  before: string | null;
  after: string | null;
  /** What stands for none. */
  none?: string;
  timeZone: string;
}

/** What a time was and what it is; with seconds and year where it is these that differ. */
export function TimeChange({ before, after, none = 'none', timeZone }: TimeChangeProps) {
  const now = useNow();
  const isAlike = before !== null && after !== null && saidAlike(before, after, viewerTimeZone(), now);
  const said = (at: string | null) =>
    at === null ? none : <Time at={at} timeZone={timeZone} form={isAlike ? 'full' : 'near'} />;
  return (
    <>
      {said(before)} → {said(after)}
    </>
  );
}
