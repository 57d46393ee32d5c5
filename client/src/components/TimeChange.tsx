import { Time } from './Time.tsx';

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
  const said = (at: string | null, other: string | null) =>
    at === null ? none : <Time at={at} timeZone={timeZone} apartFrom={other} />;
  return (
    <>
      {said(before, after)} → {said(after, before)}
    </>
  );
}
