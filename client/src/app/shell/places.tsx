import type { Role } from '../../../../contract/common.ts';

export interface Place {
  label: string;
  /** Under the course's address. */
  path: string;
}

const SETS: Place = { label: 'Sets', path: '' };
const GRADES: Place = { label: 'Grades', path: 'grades' };
const GRADING: Place = { label: 'Grading', path: 'grade' };
const REQUESTS: Place = { label: 'Regrades', path: 'requests' };
const RESULTS: Place = { label: 'Gradebook', path: 'results' };
const PUBLISH: Place = { label: 'Publish', path: 'author' };
const SETTINGS: Place = { label: 'Settings', path: 'settings' };
const PEOPLE: Place = { label: 'People', path: 'roster' };

const PLACES: Record<Role, Place[]> = {
  student: [SETS, GRADES],
  ta: [SETS, GRADING, REQUESTS, RESULTS, PEOPLE],
  instructor: [SETS, GRADING, REQUESTS, RESULTS, PEOPLE, PUBLISH, SETTINGS],
  observer: [SETS, REQUESTS, RESULTS, PEOPLE],
};

/** Where a role may go in a course. */
export function placesOf(role: Role): Place[] {
  return PLACES[role];
}

export function placeUrl(course: string, path: string): string {
  return path === '' ? `/c/${course}` : `/c/${course}/${path}`;
}

/** Which place a page belongs to. A set's own pages belong to the list of sets, a student's feedback too. */
export function placeOfPage(role: Role, course: string, pathname: string): Place | undefined {
  const [first] = pathname.slice(placeUrl(course, '').length + 1).split('/');
  const places = placesOf(role);
  if (first === 'policies')
    return places.find(({ path }) => path === (role === 'instructor' ? 'settings' : 'results'));
  if (first === 'submissions' || first === 'import-scores')
    return places.find(({ path }) => path === (role === 'student' ? '' : 'results'));
  return places.find(({ path }) => path !== '' && path === first) ?? places.find(({ path }) => path === '');
}
