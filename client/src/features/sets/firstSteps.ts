/** What somebody who is new does first, and what of it is done: values in, values out. */
import type { AssignmentRow } from '../../../../contract/assignments.ts';
import type { Role } from '../../../../contract/common.ts';

export interface FirstStep {
  title: string;
  /** One sentence: how, or what comes of it. */
  about: string;
  /** Under the course's address; null where there is nowhere to go yet. */
  path: string | null;
  done: boolean;
}

/** What is known of a person's doings beside the sets; undefined while it is being asked for. */
export interface Doings {
  /** Answers that the reader graded. */
  graded?: number | undefined;
  /** Comments that the reader keeps for later. */
  comments?: number | undefined;
}

const pageOf = ({ slug, hasWritten }: AssignmentRow): string => `sets/${slug}${hasWritten ? '' : '/code'}`;

function ofStudent(rows: readonly AssignmentRow[], next: AssignmentRow | null): FirstStep[] {
  const mine = rows.flatMap((row) => row.mine ?? []);
  const path = next && pageOf(next);
  const handedIn = mine.some(({ submission }) => submission !== null);
  return [
    {
      title: 'Write an answer',
      about: 'What you type is kept as you type. Your group sees it at once, staff only when you hand it in.',
      path,
      done: handedIn || mine.some(({ progress }) => progress === 'draft'),
    },
    ...(rows.some(({ groupMax }) => groupMax > 1)
      ? [
          {
            title: 'Find your group',
            about: 'Behind Group on the set’s page: invite people by name, and you write one text together.',
            path,
            done: handedIn || mine.some(({ members }) => members.length > 1),
          },
        ]
      : []),
    {
      title: 'Hand it in',
      about: 'You get a receipt with every answer, and may hand in again while the set is open.',
      path,
      done: handedIn,
    },
  ];
}

function ofTa(rows: readonly AssignmentRow[], { graded = 0, comments = 0 }: Doings): FirstStep[] {
  const waits = rows.some(({ counts }) => (counts?.ungradedAnswers ?? 0) > 0);
  return [
    {
      title: 'Grade an answer',
      about: waits
        ? 'Take the next one of a question: 1 to 9 apply what the rubric says, N saves and goes on, ? shows all keys.'
        : 'Nothing waits yet. Answers are there as soon as groups hand in.',
      path: waits || graded > 0 ? 'grade' : null,
      done: graded > 0,
    },
    {
      title: 'Keep a comment',
      about:
        'While you write one, Ctrl and a full stop open the saved comments, which all graders of the course share.',
      path: waits ? 'grade' : null,
      done: comments > 0,
    },
  ];
}

/** Nothing of what they read is noted, so that these stay until they are hidden. */
function ofObserver(): FirstStep[] {
  return [
    {
      title: 'See how the class does',
      about:
        'Everybody’s scores, and under a set’s title how it went. You read what TAs read and change nothing.',
      path: 'results',
      done: false,
    },
    {
      title: 'Read what students ask',
      about: 'Requests to look at a grade again, with the answer and what was said about it.',
      path: 'requests',
      done: false,
    },
  ];
}

/** @param next what a student is to do next */
export function firstSteps(
  role: Exclude<Role, 'instructor'>,
  rows: readonly AssignmentRow[],
  { next, ...doings }: Doings & { next: AssignmentRow | null },
): FirstStep[] {
  if (role === 'student') return ofStudent(rows, next);
  if (role === 'ta') return ofTa(rows, doings);
  return ofObserver();
}
