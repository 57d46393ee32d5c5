/** From nothing to a class that reads its first set, and what of it is done: values in, values out. Nothing is noted, all of it is seen. */
import type { AssignmentRow } from '../../../../contract/assignments.ts';
import type { Links } from '../../../../contract/invitations.ts';
import type { CoursePolicy } from '../../../../contract/policy.ts';
import type { Roster } from '../../../../contract/roster.ts';

/** What a new installation is brought up by, in this order. */
export const TRAIL = ['Your account', 'Course', 'People', 'First set'] as const;

/** Those that are taken inside of a course; late rules may stay as they are. */
export type StepId = 'people' | 'set' | 'late';

export interface CourseStep {
  id: StepId;
  title: string;
  done: boolean;
  /** What is there already; of a step that is not begun, what it is about. */
  fact: string;
}

export interface CourseFacts {
  rows: readonly Pick<AssignmentRow, 'title'>[];
  roster: Roster;
  joinLinks: Links['joinLinks'];
  policy: Pick<CoursePolicy, 'late' | 'lateDays' | 'categories'>;
}

const counted = (count: number, one: string, several: string): string =>
  `${count} ${count === 1 ? one : several}`;

function peopleStep({ roster, joinLinks }: CourseFacts): CourseStep {
  const students = roster.people.filter(({ role, leftAt }) => role === 'student' && leftAt === null).length;
  const invited = roster.invited.filter(({ role }) => role === 'student').length;
  const facts = [
    ...(students > 0 ? [`${counted(students, 'student', 'students')} in the course`] : []),
    ...(invited > 0 ? [`${invited} invited`] : []),
    ...(joinLinks.length > 0 ? ['one link for all is open'] : []),
  ];
  return {
    id: 'people',
    title: 'People',
    done: facts.length > 0,
    fact:
      facts.length > 0
        ? facts.join(', ')
        : 'Who takes the course, and who grades: from a file, one by one, or by one link for all.',
  };
}

function isDecided({ late, lateDays, categories }: CourseFacts['policy']): boolean {
  const { graceMinutes, window, penalty } = late;
  return categories.length > 0 || lateDays > 0 || graceMinutes > 0 || window !== null || penalty !== null;
}

export function courseSteps(facts: CourseFacts): CourseStep[] {
  const { rows, policy } = facts;
  const decided = isDecided(policy);
  return [
    peopleStep(facts),
    {
      id: 'set',
      title: 'First set',
      done: rows.length > 0,
      fact:
        rows.length > 0
          ? rows.map(({ title }) => title).join(', ')
          : 'Questions with their rubrics. Students see nothing before you have read the checks and confirmed.',
    },
    {
      id: 'late',
      title: 'Late work and the total',
      done: decided,
      fact: decided
        ? 'Decided'
        : 'May stay as it is: until you decide, late work is taken and costs nothing, and there is no total.',
    },
  ];
}
