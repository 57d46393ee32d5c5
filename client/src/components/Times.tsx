import { Text } from '@mantine/core';
import { agoWords, dueWords, instantWords, viewerTimeZone, viewerWords } from './time.ts';
import { useNow } from './useNow.ts';

interface InstantProps {
  /** UTC, ISO 8601. */
  at: string;
  /** The course's zone. */
  timeZone: string;
}

/** "Wed 17 Feb 14:30 EST (UTC−5)", and the viewer's own time where it differs. */
export function Instant({ at, timeZone }: InstantProps) {
  const now = useNow();
  const own = viewerWords(at, timeZone, now, viewerTimeZone());
  return (
    <>
      <time dateTime={at}>{instantWords(at, timeZone, now)}</time>
      {own !== null && (
        <Text span c="dimmed" inherit>
          {' '}
          · {own} for you
        </Text>
      )}
    </>
  );
}

/** "due in 3 hours · Wed 17 Feb 14:30 EST (UTC−5)". */
export function Due({ at, timeZone }: InstantProps) {
  const now = useNow();
  return (
    <span>
      {dueWords(at, now)} · <Instant at={at} timeZone={timeZone} />
    </span>
  );
}

/** "3 minutes ago", with the exact time on hover. */
export function Ago({ at, timeZone }: InstantProps) {
  const now = useNow();
  return (
    <time dateTime={at} title={instantWords(at, timeZone, now)}>
      {agoWords(at, now)}
    </time>
  );
}
