import type { Role } from '../../contract/common.ts';

/** Shown at every start of a demo, which holds nothing worth guarding. */
export const DEMO_PASSWORD = 'gradient-descent';

export const DEMO_COURSE = {
  slug: 'cs-7150',
  code: 'CS 7150',
  title: 'Deep Learning',
  term: 'Spring 2021',
  timeZone: 'America/New_York',
};

export const DEMO_PEOPLE: readonly { email: string; name: string; role: Role }[] = [
  { email: 'student1@stepwise.example', name: 'Ada Lovelace', role: 'student' },
  { email: 'student2@stepwise.example', name: 'Emmy Noether', role: 'student' },
  { email: 'student3@stepwise.example', name: 'Sofia Kovalevskaya', role: 'student' },
  { email: 'student4@stepwise.example', name: 'Mary Somerville', role: 'student' },
  { email: 'ta@stepwise.example', name: 'Maryam Mirzakhani', role: 'ta' },
  { email: 'instructor@stepwise.example', name: 'Grace Hopper', role: 'instructor' },
];
