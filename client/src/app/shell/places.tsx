import type { ReactNode } from 'react';
import type { Role } from '../../../../contract/common.ts';
import { ChartIcon, CheckIcon, ListIcon, PeopleIcon, UploadIcon } from '../../components/icons.tsx';

export interface Place {
  label: string;
  /** Under the course's address. */
  path: string;
  icon: ReactNode;
}

const SETS: Place = { label: 'Question sets', path: '', icon: <ListIcon /> };
const GRADING: Place = { label: 'Grading', path: 'grade', icon: <CheckIcon /> };
const RESULTS: Place = { label: 'Gradebook', path: 'results', icon: <ChartIcon /> };
const PUBLISH: Place = { label: 'Publish', path: 'author', icon: <UploadIcon /> };
const ROSTER: Place = { label: 'Roster', path: 'roster', icon: <PeopleIcon /> };

const PLACES: Record<Role, Place[]> = {
  student: [SETS],
  ta: [SETS, GRADING, RESULTS, ROSTER],
  instructor: [SETS, GRADING, RESULTS, PUBLISH, ROSTER],
};

/** Where a role may go in a course. */
export function placesOf(role: Role): Place[] {
  return PLACES[role];
}

export function placeUrl(course: string, path: string): string {
  return path === '' ? `/c/${course}` : `/c/${course}/${path}`;
}
