import { momentText } from '../../../grader/wallClock.ts';
import { about, pageOf, type Place, type Words } from './words.ts';

/** Until when somebody may ask for a regrade, null for no end, and how many times more, null for any. */
export interface MayAsk {
  until: string | null;
  left: number | null;
}

function changeOf(before: MayAsk | null, after: MayAsk | null): string {
  if (after === null) return 'no more regrade requests';
  if (before === null) return 'regrade requests are taken again';
  if (before.until === after.until) return 'other rules for regrade requests';
  const isLater = after.until === null || (before.until !== null && after.until > before.until);
  return `${isLater ? 'more' : 'less'} time to ask for a regrade`;
}

const oftenText = (left: number | null): string =>
  left === null ? 'as often as you like' : `at most ${left === 1 ? 'once' : `${left} times`} more`;

export const askingWords = (
  place: Place,
  { before, after }: { before: MayAsk | null; after: MayAsk | null },
): Words => {
  const { title } = place.set;
  const { timeZone } = place.course;
  const until = after?.until == null ? 'at any time' : `until ${momentText(new Date(after.until), timeZone)}`;
  return {
    subject: about(place, changeOf(before, after)),
    text:
      after === null
        ? `You can ask for no more regrades of ${title}. What you have asked already is answered as before.`
        : `You can ask for a regrade of ${title} ${until}, ${oftenText(after.left)}.`,
    path: pageOf(place, '/feedback'),
  };
};
