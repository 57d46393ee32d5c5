/**
 * Which grade stands for a student and a question: the one place that says so. A grade belongs to the answer of one
 * submission; where the student handed in again, it counts on until somebody grades the newer answer. Nothing is copied,
 * so nothing can be forgotten. See docs/adr/0022-a-grade-outlives-a-resubmission.md.
 */
import type { Prisma } from '../../../prisma/generated/client.ts';
import type { Db, Tx } from '../../database/prisma.ts';
import { PERSON_NAME } from '../people.ts';
import { contentChanges } from './contentChanges.ts';
import { SCORED_DECISION } from './scores.ts';
import type { Earlier, QuestionScore } from './scores.ts';

/** The last decision about an answer, with all that is shown of it. */
const DECISION = {
  revision: true,
  ...SCORED_DECISION,
  comment: true,
  decidedBy: PERSON_NAME,
  decidedAt: true,
  /** Of one that undid another: the one that stands again. */
  restored: { select: { decidedBy: PERSON_NAME, decidedAt: true } },
  groupName: true,
  items: {
    select: {
      item: {
        select: {
          id: true,
          text: true,
          points: true,
          position: true,
          group: { select: { id: true, floor: true, cap: true } },
        },
      },
    },
  },
} as const satisfies Prisma.GradeDecisionSelect;

export type LastDecision = Prisma.GradeDecisionGetPayload<{ select: typeof DECISION }>;

/** A student, and a submission that names them. */
export interface Named {
  assignmentId: string;
  userId: string;
  submissionId: string;
}

export interface Standing {
  /** The grade, or what else was decided last. */
  decision: LastDecision;
  /** Every comment from that decision on. */
  comment: string;
  /** Null where it was made about this very answer. */
  from: Earlier | null;
  /** Of the last decision, of this answer or an earlier one, that is part of this: who saves has looked at it. */
  revision: number;
}

interface InLine {
  submissionId: string;
  number: number;
  submittedAt: Date;
}

const keyOf = (...parts: string[]): string => parts.join(' ');

/** Every submission that names a student, by assignment and student, the first one first. */
async function linesOf(db: Db | Tx, named: readonly Named[]): Promise<Map<string, InLine[]>> {
  const rows = await db.$queryRaw<(InLine & { assignmentId: string; userId: string })[]>`
    SELECT g.assignment_id AS "assignmentId", m.user_id AS "userId", m.submission_id AS "submissionId", s.number,
      s.submitted_at AS "submittedAt"
    FROM submission_members m
    JOIN submissions s ON s.id = m.submission_id
    JOIN groups g ON g.id = s.group_id
    WHERE m.user_id = ANY(${[...new Set(named.map(({ userId }) => userId))]}::uuid[])
      AND g.assignment_id = ANY(${[...new Set(named.map(({ assignmentId }) => assignmentId))]}::uuid[])
    ORDER BY s.number, s.submitted_at`;
  const lines = new Map<string, InLine[]>();
  for (const { assignmentId, userId, ...each } of rows) {
    const key = keyOf(assignmentId, userId);
    const line = lines.get(key);
    if (line) line.push(each);
    else lines.set(key, [each]);
  }
  return lines;
}

/** So many submissions are asked about at once, below PostgreSQL's limit of parameters. */
const AT_ONCE = 5_000;

/** The last decisions about answers of submissions, by submission and question. */
async function lastDecisions(
  db: Db | Tx,
  submissionIds: readonly string[],
  questionId: string | undefined,
): Promise<Map<string, LastDecision>> {
  const found = new Map<string, LastDecision>();
  for (let from = 0; from < submissionIds.length; from += AT_ONCE) {
    const submissionId = { in: submissionIds.slice(from, from + AT_ONCE) };
    const rows = await db.gradeDecision.findMany({
      where: {
        supersededBy: null,
        answer: { submissionId, ...(questionId !== undefined && { questionId }) },
      },
      select: { ...DECISION, answer: { select: { submissionId: true, questionId: true } } },
    });
    for (const { answer, ...decision } of rows)
      found.set(keyOf(answer.submissionId, answer.questionId), decision);
  }
  return found;
}

/** Going back from a submission, what was decided until the first grade. */
function decidedOn(
  line: readonly InLine[],
  submissionId: string,
  decisionOf: (submissionId: string) => LastDecision | undefined,
): (Omit<Standing, 'from'> & { at: InLine }) | null {
  const index = line.findIndex((each) => each.submissionId === submissionId);
  const decided = line.slice(0, index + 1).flatMap((at) => {
    const decision = decisionOf(at.submissionId);
    return decision ? [{ at, decision }] : [];
  });
  const last = decided.at(-1);
  if (!last) return null;
  const start = decided.findLastIndex(({ decision }) => decision.kind === 'grade');
  const { at, decision } = decided[start] ?? last;
  // What was decided before the grade that counts is no part of what one looks at.
  const shown = decided.slice(Math.max(start, 0)).map((each) => each.decision);
  const comments = shown.map((each) => each.comment);
  return {
    at,
    decision,
    comment: comments.filter((comment) => comment !== '').join('\n\n'),
    revision: Math.max(...shown.map((each) => each.revision)),
  };
}

/** Of some students the standing that they share; null where nobody decided anything. */
export interface SharedStanding {
  userIds: string[];
  standing: Standing | null;
}

export interface Standings {
  of(userId: string, submissionId: string, questionId: string): Standing | null;
  /** Of students of one submission: where groups have changed it is not the same for all. */
  all(userIds: readonly string[], submissionId: string, questionId: string): SharedStanding[];
}

/** @param questionId where only one question is asked about */
export async function standingsOf(
  db: Db | Tx,
  named: readonly Named[],
  questionId?: string,
): Promise<Standings> {
  const lines = await linesOf(db, named);
  const inLines = new Set([...lines.values()].flat().map(({ submissionId }) => submissionId));
  const decisions = await lastDecisions(db, [...inLines], questionId);
  const questionIds = [...new Set([...decisions.keys()].map((key) => key.slice(key.indexOf(' ') + 1)))];

  const found = new Map<string, NonNullable<ReturnType<typeof decidedOn>>>();
  const earlier = new Map<string, { submissionId: string; earlierId: string; questionId: string }>();
  for (const { assignmentId, userId, submissionId } of named) {
    const line = lines.get(keyOf(assignmentId, userId)) ?? [];
    for (const question of questionIds) {
      const decided = decidedOn(line, submissionId, (id) => decisions.get(keyOf(id, question)));
      if (!decided) continue;
      found.set(keyOf(userId, submissionId, question), decided);
      const earlierId = decided.at.submissionId;
      if (earlierId !== submissionId)
        earlier.set(keyOf(submissionId, earlierId, question), {
          submissionId,
          earlierId,
          questionId: question,
        });
    }
  }
  const changed = await contentChanges(db, [...earlier.values()]);

  const of: Standings['of'] = (userId, submissionId, question) => {
    const decided = found.get(keyOf(userId, submissionId, question));
    if (!decided) return null;
    const { at, ...standing } = decided;
    const isOwn = at.submissionId === submissionId;
    const isChanged = changed.has(keyOf(submissionId, at.submissionId, question));
    return { ...standing, from: isOwn ? null : { ...at, changed: isChanged } };
  };
  return {
    of,
    all(userIds, submissionId, question) {
      const shared = new Map<string | null, SharedStanding>();
      for (const userId of userIds) {
        const standing = of(userId, submissionId, question);
        // The same last decision may go back to a grade for one of them and to none for another.
        const key = standing && keyOf(`${standing.decision.revision}`, `${standing.revision}`);
        const same = shared.get(key);
        if (same) same.userIds.push(userId);
        else shared.set(key, { userIds: [userId], standing });
      }
      return [...shared.values()];
    },
  };
}

/**
 * One standing for all students of a submission. Where it differs from one to the other it is what was decided last, to
 * be looked at by a person, since one grade will count for all of them.
 */
export function commonStanding(shared: readonly SharedStanding[]): Standing | null {
  const some = shared.flatMap(({ standing }) => standing ?? []);
  const [last] = some.sort((a, b) => b.decision.revision - a.decision.revision);
  if (!last || shared.length === 1) return last ?? null;
  const isSame = some.length === shared.length && some.every((each) => each.decision === last.decision);
  return {
    ...last,
    revision: Math.max(...some.map(({ revision }) => revision)),
    from: last.from && { ...last.from, changed: last.from.changed || !isSame },
  };
}

/** What an answer has for all students of a submission together: of a question that one of them has no grade for, there is none. */
export function commonScore(
  shared: readonly SharedStanding[],
  scoreFor: (standing: Standing | null) => QuestionScore,
): QuestionScore {
  const ungraded = shared.map(({ standing }) => scoreFor(standing)).find(({ state }) => state !== 'graded');
  return ungraded ?? scoreFor(commonStanding(shared));
}
