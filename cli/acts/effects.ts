/** Whom a decision about dates changes, as lines: a student’s sets, each with what is other. */
import type { PersonName } from '../../contract/common.ts';
import type { Effects, StudentChange } from '../../contract/effects.ts';
import { clock } from './inputs.ts';

/** Students that are named. */
const MOST_STUDENTS = 20;

type Change = StudentChange['sets'][number];

/** @param all where all of them are named */
export function effectLines(
  { changes }: Pick<Effects, 'changes'>,
  timeZone: string,
  all = '--json names',
): string[] {
  const named = changes
    .slice(0, MOST_STUDENTS)
    .flatMap(({ student, sets, total }) => [
      ...sets.map((set) => `~ ${student.name}, ${set.slug}: ${changeText(set, timeZone)}`),
      ...(total.before === total.after
        ? []
        : [`~ ${student.name}, total: ${percent(total.before)} → ${percent(total.after)}`]),
    ]);
  const more = changes.length - MOST_STUDENTS;
  return [
    ...named,
    ...(more > 0 ? [`and ${more} more: ${all} them all`] : []),
    `${changes.length} ${changes.length === 1 ? 'student is' : 'students are'} changed`,
  ];
}

const percent = (value: number | null): string =>
  value === null ? '–' : `${Math.round(value * 100) / 100} %`;

function changeText({ before, after }: Change, timeZone: string): string {
  const time = (at: string | null) => clock(at, timeZone);
  const fields = [
    ['opens', time(before.opensAt), time(after.opensAt)],
    ['due', time(before.dueAt), time(after.dueAt)],
    ['taken until', time(before.acceptedUntil), time(after.acceptedUntil)],
    ['grades out', released(before, time), released(after, time)],
    ['late', lateness(before), lateness(after)],
    ['score', before.score ?? '–', after.score ?? '–'],
  ] as const;
  return fields
    .filter(([, from, to]) => from !== to)
    .map(([word, from, to]) => `${word} ${from} → ${to}`)
    .join(', ');
}

type Clock = (at: string | null) => string;

const released = ({ released: isOut, releasesAt, heldBack }: Change['before'], time: Clock): string =>
  [
    isOut ? 'yes' : time(releasesAt),
    ...Object.entries(heldBack).map(([title, at]) => `${title} ${at === null ? 'held back' : time(at)}`),
  ].join(', ');

const lateness = ({ late, lateDays }: Change['before']): string =>
  late === null ? '–' : late ? `yes${lateDays > 0 ? `, ${lateDays} late days` : ''}` : 'no';

/** Who has not handed in, and would lose the time or the page by something, or have it again. */
export function unsubmittedLines(people: readonly PersonName[]): string[] {
  const names = people.slice(0, MOST_STUDENTS).map(({ name }) => name);
  const more = people.length - names.length;
  const all = `${names.join(', ')}${more > 0 ? ` and ${more} more: --json names them all` : ''}`;
  return people.length === 0 ? [] : [`Not handed in, and told: ${all}`];
}
