/** Names for the forms of `Time`. */
import { Time } from './Time.tsx';

interface TimesProps {
  at: string;
  timeZone: string;
}

export const Due = (props: TimesProps) => <Time {...props} form="due" />;
export const Instant = (props: TimesProps) => <Time {...props} />;
export const Ago = Instant;
