import type { Membership } from '../../../../contract/session.ts';

const KEY = 'last-course';

/** Of this tab: where its owner goes back to from pages of no course. A browser may keep nothing. */
export function rememberCourse(slug: string): void {
  try {
    sessionStorage.setItem(KEY, slug);
  } catch {
    // Then the way leads to one of their courses.
  }
}

function remembered(): string | null {
  try {
    return sessionStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/** The course that somebody comes from, else one that is not over; undefined for who is in none. */
export function lastCourse(memberships: readonly Membership[]): Membership | undefined {
  const slug = remembered();
  const real = memberships.filter(({ tryOf }) => tryOf === null);
  return real.find(({ course }) => course.slug === slug) ?? real.find(({ archived }) => !archived) ?? real[0];
}
