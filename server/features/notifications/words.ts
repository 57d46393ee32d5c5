/**
 * What people are told, as values in, words out. Never a grade, a comment or an answer: mail is read on other screens, and
 * what stood in one cannot be taken back with a release.
 */
import type { SetState } from '../../../contract/assignments.ts';
import type { UnsubmittedChange } from '../../../contract/effects.ts';
import { receiptCode } from '../../../contract/submissions.ts';
import { momentText } from '../../../grader/wallClock.ts';

export interface Words {
  subject: string;
  text: string;
  /** What a mail says besides, since it is kept elsewhere than here. */
  proof?: string;
  /** The page that it leads to, from the root. */
  path: string;
}

export interface Place {
  course: { slug: string; code: string; timeZone: string };
  set: { slug: string; title: string };
}

export const pageOf = ({ course, set }: Place, page = ''): string =>
  `/c/${course.slug}/sets/${set.slug}${page}`;
export const about = ({ course, set }: Place, what: string): string =>
  `${course.code}: ${what}, ${set.title}`;

const LIST = new Intl.ListFormat('en-GB');
/** "Ada, Emmy and Mary". */
export const and = (names: readonly string[]): string => LIST.format(names);

export const receiptWords = (
  place: Place,
  {
    number,
    at,
    by,
    members,
    contentHash,
  }: {
    number: number;
    at: Date;
    by: string;
    members: readonly string[];
    contentHash: string;
  },
): Words => ({
  subject: about(place, `submission ${number} received`),
  text: [
    `Submission ${number} of ${place.set.title} was received ${momentText(at, place.course.timeZone)}.`,
    `Submitted by ${by} for ${members.join(', ')}. Code ${receiptCode(contentHash)}.`,
  ].join('\n'),
  proof: `SHA-256 of its contents: ${contentHash}`,
  path: pageOf(place, `/receipt/${number}`),
});

export const invitationWords = (place: Place, by: string): Words => ({
  subject: about(place, `${by} invites you to a group`),
  text: `${by} invites you to their group for ${place.set.title}. Nothing changes until you accept.`,
  path: pageOf(place),
});

export const removedWords = (course: Place['course']): Words => ({
  subject: `${course.code}: you were taken out of the course`,
  text: `You were taken out of ${course.code}. Everything that you submitted is kept. If this is a mistake, ask your instructor.`,
  path: '/',
});

export const returnedWords = (course: Place['course']): Words => ({
  subject: `${course.code}: you are in the course again`,
  text: `You are in ${course.code} again, with everything that you wrote and submitted. Groups that you were in have gone on without you.`,
  path: `/c/${course.slug}`,
});

/** @param questions their titles, where only theirs come out, which were held back longer than the set's */
export const releasedWords = (place: Place, questions: readonly string[] = []): Words => ({
  subject: about(place, 'grades are out'),
  text:
    questions.length === 0
      ? `Grades and comments for ${place.set.title} are out.`
      : `Grades and comments for ${questions.map((each) => `“${each}”`).join(', ')} in ${place.set.title} are out.`,
  path: pageOf(place, '/feedback'),
});

export const gradedWords = (place: Place, question: string): Words => ({
  subject: about(place, 'a grade was changed'),
  text: `Your grade of “${question}” in ${place.set.title}, or what is said with it, was given, changed or taken back after the release.`,
  path: pageOf(place, '/feedback'),
});

/** @param reason null where a choice was taken back */
export const countsWords = (
  place: Place,
  { number, reason }: { number: number; reason: string | null },
): Words => ({
  subject: about(place, 'another submission counts for you'),
  text: `Submission ${number} of ${place.set.title} counts for you now, by a choice of staff${reason === null ? ' that was taken back' : ''}. ${reason === null ? 'It is the one that counts by the rules of the set.' : `Why: ${reason}`}`,
  path: pageOf(place),
});

export const commentedWords = (place: Place, question: string): Words => ({
  subject: about(place, 'a comment was added or changed'),
  text: `Staff added or changed a comment on your answer to “${question}” in ${place.set.title} after the release.`,
  path: pageOf(place, '/feedback'),
});

export const uncommentedWords = (place: Place, question: string): Words => ({
  subject: about(place, 'a comment was removed'),
  text: `Staff removed a comment on your answer to “${question}” in ${place.set.title} after the release. Your grade is as it was, unless you are told otherwise.`,
  path: pageOf(place, '/feedback'),
});

export const answeredWords = (place: Place, question: string, by: string, isClosed: boolean): Words => ({
  subject: about(place, isClosed ? 'your regrade request was answered' : 'a reply to your regrade request'),
  text: `${by} ${isClosed ? 'answered and closed' : 'replied to'} the regrade request about “${question}” in ${place.set.title}.`,
  path: pageOf(place, '/feedback'),
});

export const waitingWords = (place: Place, requestId: string, what: string): Words => ({
  subject: about(place, 'a regrade request waits for you'),
  text: what,
  path: `/c/${place.course.slug}/requests/${requestId}`,
});

interface OtherTime {
  /** Null for none: an opening at once, work taken until grades are out, a release that nobody has planned. */
  before: Date | null;
  after: Date | null;
}

/** The times of a set that are other ones for somebody than before; absent: as it was. */
export interface OtherTimes {
  slug: string;
  title: string;
  times: Partial<Record<'opensAt' | 'dueAt' | 'acceptedUntil' | 'releasesAt', OtherTime>>;
}

type CourseNamed = Place['course'];

/** Of one set its page, of several the list of them. */
function aboutSets(
  course: CourseNamed,
  what: string,
  sets: readonly Place['set'][],
  page = '',
): Omit<Words, 'text'> {
  const [set] = sets;
  if (set && sets.length === 1)
    return { subject: about({ course, set }, what), path: pageOf({ course, set }, page) };
  return { subject: `${course.code}: ${what}, ${sets.length} sets`, path: `/c/${course.slug}` };
}

/** "you have more time", and what else it comes to. */
function comesTo(sets: readonly OtherTimes[]): string {
  const all = sets.map(({ times }) => times);
  const later = ({ before, after }: OtherTime) => after === null || (before !== null && after > before);
  const sooner = ({ before, after }: OtherTime) => after === null || (before !== null && after < before);
  const more = all.flatMap(({ opensAt, dueAt, acceptedUntil }) => [
    ...(opensAt ? [sooner(opensAt)] : []),
    ...[dueAt, acceptedUntil].flatMap((time) => (time ? [later(time)] : [])),
  ]);
  if (more.length > 0 && more.every((is) => is)) return 'you have more time';
  if (more.length > 0) return more.some((is) => is) ? 'your times were changed' : 'you have less time';
  const releases = all.flatMap(({ releasesAt }) => releasesAt ?? []);
  return releases.every(later) ? 'your grades come out later' : 'your grades come out at another time';
}

function timesText(
  { title, times: { opensAt, dueAt, acceptedUntil, releasesAt } }: OtherTimes,
  zone: string,
): string {
  // Without its seconds a time that is another one would read as the one before.
  const at = (time: Date) => momentText(time, zone, { seconds: time.getUTCSeconds() !== 0 });
  const said = [
    opensAt && (opensAt.after ? `${title} opens for you ${at(opensAt.after)}.` : `${title} is open for you.`),
    dueAt?.after && `${title} is due for you ${at(dueAt.after)}.`,
    acceptedUntil &&
      `Work is taken from you until ${acceptedUntil.after ? at(acceptedUntil.after) : 'grades are released'}.`,
    releasesAt &&
      (releasesAt.after
        ? `Grades of ${title} come out for you ${at(releasesAt.after)}.`
        : `It is not decided any more when grades of ${title} come out.`),
  ];
  return said.filter((each) => typeof each === 'string').join(' ');
}

export const otherTimesWords = (course: CourseNamed, sets: readonly OtherTimes[], why: string): Words => ({
  ...aboutSets(course, comesTo(sets), sets),
  text: `${sets.map((set) => timesText(set, course.timeZone)).join(' ')} Why: ${why}`,
});

export const otherScoreWords = (course: CourseNamed, sets: readonly Place['set'][], why: string): Words => ({
  ...aboutSets(course, 'your score was changed', sets, '/feedback'),
  text: `You have another score in ${sets.map(({ title }) => title).join(', ')}. Why: ${why}`,
});

const STATE_SUBJECTS: Readonly<Record<SetState, string>> = {
  open: 'work is taken again',
  archived: 'no more work is taken',
  hidden: 'a set was taken back',
};

/** To whoever has begun, and has time: one that was taken back has a page for those alone who handed in. */
export const setStateWords = (place: Place, state: SetState): Words => ({
  subject: about(place, STATE_SUBJECTS[state]),
  text:
    state === 'open'
      ? `${place.set.title} is open again: you can go on, and submit while its dates allow.`
      : `Your instructor ${state === 'hidden' ? 'took' : 'put'} ${place.set.title} ${state === 'hidden' ? 'back' : 'into the archive'}: for now no more work is taken. What you wrote and submitted is kept. If you still need time, ask your instructor.`,
  path: state === 'hidden' ? `/c/${place.course.slug}` : pageOf(place),
});

/** What becomes of work that is not handed in. */
const UNSUBMITTED: Readonly<Record<UnsubmittedChange, (title: string) => { what: string; text: string }>> = {
  ended: (title) => ({
    what: 'no more work is taken',
    text: `Grades for ${title} are out: no more work is taken, and you have not handed in. Anything that you wrote is kept. If you still need time, ask your instructor.`,
  }),
  again: (title) => ({
    what: 'work is taken again',
    text: `Grades for ${title} were taken back: you can go on, and submit while its dates allow.`,
  }),
  unseen: (title) => ({
    what: 'a set was taken back',
    text: `Your instructor took ${title} back: its page is gone for now. What you wrote there is kept, and is not submitted. If you need it, ask your instructor.`,
  }),
  seen: (title) => ({
    what: 'what you wrote can be read again',
    text: `${title} is there again, with what you wrote. No more work is taken.`,
  }),
};

/** To whoever has handed in nothing. */
export const unsubmittedWords = (place: Place, change: UnsubmittedChange): Words => {
  const { what, text } = UNSUBMITTED[change](place.set.title);
  const path = change === 'unseen' ? `/c/${place.course.slug}` : pageOf(place);
  return { subject: about(place, what), text, path };
};

export const otherTotalWords = (course: CourseNamed, why: string): Words => ({
  subject: `${course.code}: your total is another one`,
  text: `Your total of ${course.code} is another one than before, and your scores are as they were. Why: ${why}`,
  path: `/c/${course.slug}/grades`,
});

/** @param questions their titles, where only theirs are gone */
export const takenBackWords = (place: Place, questions: readonly string[] = []): Words => ({
  subject: about(place, 'grades were taken back'),
  text: `Grades and comments for ${questions.length === 0 ? '' : `${questions.map((each) => `“${each}”`).join(', ')} in `}${place.set.title} were taken back by your instructor, and are not shown for now.`,
  path: pageOf(place),
});

export const dueWords = (place: Place, due: Date): Words => ({
  subject: about(place, 'due within a day'),
  text: `${place.set.title} is due for you ${momentText(due, place.course.timeZone)}, and no submission names you yet.`,
  path: pageOf(place),
});

export const courseInvitationWords = (
  course: { code: string; title: string; term: string },
  { path, until }: { path: string; until: string },
): Words => ({
  subject: `Your invitation to ${course.code}, ${course.title}`,
  text: `You are expected in ${course.code}, ${course.title}, ${course.term}. The link below lets you in, until ${until}.`,
  path,
});
