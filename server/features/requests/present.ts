import type { PersonName } from '../../../contract/common.ts';
import type { RegradeRequest, RequestRow } from '../../../contract/requests.ts';
import type { Prisma } from '../../../prisma/generated/client.ts';
import { LATEST_VERSION, readVersion } from '../../middleware/versions.ts';
import { PERSON_NAME, peopleOf } from '../people.ts';
import { GRADES } from '../roster/active.ts';

/** With the courses in which they grade now. */
const HANDLER = {
  select: { ...PERSON_NAME.select, enrolments: { where: GRADES, select: { courseId: true } } },
} satisfies Prisma.UserDefaultArgs;

export const REQUEST = {
  id: true,
  submissionId: true,
  questionId: true,
  askedBy: PERSON_NAME,
  askedAt: true,
  line: true,
  endLine: true,
  quote: true,
  reason: true,
  rubricItem: { select: { id: true, text: true, points: true } },
  assignment: { select: { courseId: true } },
  events: {
    orderBy: { number: 'asc' },
    select: {
      number: true,
      act: true,
      at: true,
      text: true,
      before: true,
      after: true,
      revision: true,
      by: PERSON_NAME,
      to: HANDLER,
    },
  },
} as const satisfies Prisma.RegradeRequestSelect;

/** With where it stands, for a list of several sets. */
export const REQUEST_ROW = {
  ...REQUEST,
  assignment: { select: { courseId: true, slug: true, versions: LATEST_VERSION } },
  submission: {
    select: { members: { select: { user: PERSON_NAME } }, version: { select: LATEST_VERSION.select } },
  },
} as const satisfies Prisma.RegradeRequestSelect;

type Row = Prisma.RegradeRequestGetPayload<{ select: typeof REQUEST }>;

/** No request has an end but by one of these. */
export const ENDS = ['closed', 'withdrawn'] as const;
/** What says who has it. */
const MOVES: readonly string[] = ['taken', 'handed_over', 'let_go'];

const endOf = ({ events }: Pick<Row, 'events'>) => {
  const act = events.at(-1)?.act;
  return ENDS.find((end) => end === act) ?? null;
};

/** Who has it. Of somebody who grades in the course no more it is anybody's, and theirs again when they return, unless it was taken. */
export function handlerOf({ events, assignment }: Pick<Row, 'events' | 'assignment'>): PersonName | null {
  const to = events.findLast(({ act }) => MOVES.includes(act))?.to;
  return to?.enrolments.some(({ courseId }) => courseId === assignment.courseId)
    ? { id: to.id, name: to.name }
    : null;
}

/** @param isStaff who hands a request to whom, and with which words, is among staff */
export function presentRequest(row: Row, isStaff: boolean): RegradeRequest {
  const { line, endLine, quote, events } = row;
  const seen = isStaff ? events : events.filter(({ act }) => !MOVES.includes(act));
  return {
    id: row.id,
    submissionId: row.submissionId,
    question: row.questionId,
    askedBy: row.askedBy,
    askedAt: row.askedAt.toISOString(),
    item: row.rubricItem,
    passage: line === null || quote === null ? null : { line, endLine, quote },
    reason: row.reason,
    state: endOf(row) ?? 'open',
    handler: handlerOf(row),
    events: seen.map(({ at, number: _, revision: __, ...event }) => ({ ...event, at: at.toISOString() })),
  };
}

export function presentRow(row: Prisma.RegradeRequestGetPayload<{ select: typeof REQUEST_ROW }>): RequestRow {
  const { assignment, submission } = row;
  const made = readVersion(submission.version);
  const current = assignment.versions[0] ? readVersion(assignment.versions[0]) : made;
  // A question that was taken out since has its title where it was asked.
  const question = [current, made]
    .flatMap(({ definition }) => definition.questions)
    .find(({ id }) => id === row.questionId);
  return {
    ...presentRequest(row, true),
    assignment: { slug: assignment.slug, title: current.definition.title },
    label: question?.label ?? null,
    title: question?.title ?? row.questionId,
    members: peopleOf(submission.members),
  };
}
