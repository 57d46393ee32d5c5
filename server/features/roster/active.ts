import type { Role } from '../../../contract/common.ts';

/** Prisma's condition for those who are in a course now: whoever left has no rights there, and their work stays. */
export const ACTIVE = { leftAt: null } as const;

/** Those who decide about others' work. */
const GRADING: Role[] = ['ta', 'instructor'];

/** Prisma's condition for places in a course of people who grade there now: nothing waits for anybody else. */
export const GRADES = { role: { in: GRADING }, ...ACTIVE };

/** The same for users. */
export const gradesIn = (courseId: string) => ({ enrolments: { some: { courseId, ...GRADES } } });
