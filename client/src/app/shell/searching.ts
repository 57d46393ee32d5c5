/** What the search of a course shows beside its pages, and where each leads: values in, values out. */
import type { Role } from '../../../../contract/common.ts';
import type { ResponseOf } from '../../../../contract/operation.ts';
import { questionName } from '../../../../contract/questionName.ts';
import type { searchCourse } from '../../../../contract/search.ts';
import { anchorOf } from '../../components/anchors.ts';
import { ROLE_NAMES } from '../../components/roles.ts';
import { setNames } from '../../components/setNames.ts';
import type { Place } from './places.tsx';

export type Found = ResponseOf<typeof searchCourse>;

export interface Hit extends Place {
  /** What it is. */
  hint: string;
  /** Id of the part of the page that it is about. */
  part?: string;
}

/** Pages of a course that no tab leads to, by who may open them. */
const MORE: Record<'staff' | 'instructor', Place[]> = {
  staff: [{ label: 'Policies', path: 'policies' }],
  instructor: [
    { label: 'Import people', path: 'roster/import' },
    { label: 'Invitation links', path: 'roster/links' },
    { label: 'Import scores', path: 'import-scores' },
    { label: 'Audit log', path: 'settings/audit-log' },
  ],
};

export function morePlacesOf(role: Role): Place[] {
  if (role === 'student') return [];
  return role === 'instructor' ? [...MORE.staff, ...MORE.instructor] : MORE.staff;
}

const pageOfSet = (role: Role, { slug, hasWritten }: { slug: string; hasWritten: boolean }): string => {
  if (role !== 'student') return `results/${slug}`;
  return hasWritten ? `sets/${slug}` : `sets/${slug}/code`;
};

export function setHits(role: Role, sets: Found['sets']['shown']): Hit[] {
  const names = setNames(sets);
  return sets.map((set) => ({
    label: names.get(set.slug) ?? set.title,
    path: pageOfSet(role, set),
    hint: 'Question set',
  }));
}

export function hitsOf(role: Role, { sets, questions, people }: Found): Hit[] {
  return [
    ...setHits(role, sets.shown),
    ...questions.shown.map((question) => ({
      label: questionName(question),
      // Code is written on a page of its own; staff read all questions on one.
      path: `sets/${question.set}${role === 'student' && question.isCode ? '/code' : ''}`,
      part: anchorOf(question.id),
      hint: `Question of ${question.setTitle}`,
    })),
    ...people.shown.map(({ id, name, email, role: theirs, hasLeft }) => ({
      label: name,
      // Who has not joined has no page: instructors find their link, others their line.
      path: id !== null ? `roster/${id}` : role === 'instructor' ? 'roster/links' : 'roster',
      hint: [
        ROLE_NAMES[theirs],
        ...(id === null ? ['invited'] : []),
        ...(hasLeft ? ['left'] : []),
        email,
      ].join(', '),
    })),
  ];
}

/** Such as "15 of 212 people": what was found and is not shown; empty where all is. */
export function notShown({ sets, questions, people }: Found): string[] {
  const kinds = [
    [sets, 'sets'],
    [questions, 'questions'],
    [people, 'people'],
  ] as const;
  return kinds.flatMap(([{ shown, count }, name]) =>
    count > shown.length ? [`${shown.length} of ${count} ${name}`] : [],
  );
}

/** How long a page may take to come. */
const LONGEST_MS = 10_000;

/** The page of a question is there some time after it was asked for: then the question is shown, and takes the focus. */
export function showPart(id: string): void {
  const look = () => {
    const part = document.getElementById(id);
    if (part === null) return false;
    if (part instanceof HTMLDetailsElement) part.open = true;
    part.tabIndex = -1;
    part.focus({ preventScroll: true });
    part.scrollIntoView();
    return true;
  };
  if (look()) return;
  const observer = new MutationObserver(() => {
    if (look()) observer.disconnect();
  });
  observer.observe(document.body, { childList: true, subtree: true });
  setTimeout(() => observer.disconnect(), LONGEST_MS);
}
