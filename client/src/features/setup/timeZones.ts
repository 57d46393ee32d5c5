/** How people find a time zone: by its name, or by the place that it is named after. */
import { zonePlace } from '../../components/time.ts';

const NAMES = Intl.supportedValuesOf('timeZone');
/** `UTC` is no place, and what a browser in the middle of nowhere proposes. */
export const TIME_ZONES = NAMES.includes('UTC') ? NAMES : ['UTC', ...NAMES];

const plain = (words: string): string =>
  words
    .trim()
    .toLowerCase()
    .replace(/[_\s]+/g, ' ');

/** Those whose name has the words in it, however they are spaced: `new york` finds `America/New_York`. */
export function zonesFor(words: string): string[] {
  const wanted = plain(words);
  return TIME_ZONES.filter((zone) => plain(zone).includes(wanted));
}

/** The one that is meant: its name, or its place alone. Null where no zone is called so, or several are. */
export function zoneNamed(words: string): string | null {
  const wanted = plain(words);
  const byName = TIME_ZONES.find((zone) => plain(zone) === wanted);
  const byPlace = TIME_ZONES.filter((zone) => plain(zonePlace(zone)) === wanted);
  return byName ?? (byPlace.length === 1 ? byPlace[0]! : null);
}
