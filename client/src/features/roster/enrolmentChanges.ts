/** A person of a course is changed by a colleague while somebody fills in their form: values in, values out. */
import type { RosterPerson } from '../../../../contract/roster.ts';
import { ROLE_NAMES } from '../../components/roles.ts';
import type { InCourse } from './InCourseFields.tsx';

/** What the server said last. */
export interface Stored extends InCourse {
  isHere: boolean;
}

export const storedOf = ({ role, section, studentId, leftAt }: RosterPerson): Stored => ({
  role,
  section,
  studentId,
  isHere: leftAt === null,
});

export const isSame = (one: Stored, other: Stored): boolean => JSON.stringify(one) === JSON.stringify(other);

/** What stands in the form after a change elsewhere: what was typed stays, the rest is as the server has it now. */
export function carriedOver(typed: InCourse, before: InCourse, now: InCourse): InCourse {
  return {
    role: typed.role === before.role ? now.role : typed.role,
    section: typed.section === before.section ? now.section : typed.section,
    studentId: typed.studentId === before.studentId ? now.studentId : typed.studentId,
  };
}

/** The same after a save: what was sent is as the server wrote it, what was typed beside it stays. */
export function afterSave(
  typed: InCourse,
  before: InCourse,
  { sent, now }: { sent: Partial<InCourse>; now: InCourse },
): InCourse {
  const isSent = (field: keyof InCourse) => sent[field] !== undefined;
  return {
    role: isSent('role') ? now.role : carriedOver(typed, before, now).role,
    section: isSent('section') ? now.section : carriedOver(typed, before, now).section,
    studentId: isSent('studentId') ? now.studentId : carriedOver(typed, before, now).studentId,
  };
}

/** The fields that somebody has changed, as they are to be sent: what a colleague changed beside them stays. */
export function changeOf(typed: InCourse, before: InCourse): Partial<InCourse> {
  return {
    ...(typed.role !== before.role && { role: typed.role }),
    ...(typed.section !== before.section && { section: typed.section }),
    ...(typed.studentId !== before.studentId && { studentId: typed.studentId }),
  };
}

/** Such as "section A → B"; empty where nothing is another one. */
export function changeWords(before: Stored, now: Stored): string[] {
  const shown = (value: string) => (value === '' ? 'none' : value);
  const moved = (name: string, from: string, to: string) => (from === to ? [] : [`${name} ${from} → ${to}`]);
  return [
    ...moved('role', ROLE_NAMES[before.role], ROLE_NAMES[now.role]),
    ...moved('section', shown(before.section), shown(now.section)),
    ...moved('student ID', shown(before.studentId), shown(now.studentId)),
    ...(before.isHere === now.isHere ? [] : [now.isHere ? 'brought back' : 'taken out of the course']),
  ];
}
