/**
 * What the grades must be, from the log of acts alone. Written a second time, without the server's code: who counts what,
 * which decision stands, and what it gives.
 */
import { FLOOR, QUESTIONS, type Choice, type Entry, type GradingLog, type QuestionId } from './log.ts';

export const POINTS: Record<QuestionId, number> = { one: 1, two: 2 };

const byOrder = (a: Entry, b: Entry): number => a.order[0] - b.order[0] || a.order[1] - b.order[1];

/** What stands of a line of decisions about one answer; null for nothing. */
export function standsOf(line: readonly Entry[]): Choice | null {
  const sorted = line.toSorted(byOrder);
  /** Of the state after so many entries, the index of the entry that made it; -1 before all. */
  const madeBy = (index: number): number => {
    const entry = sorted[index];
    if (!entry) return -1;
    return entry.what === 'undone' ? madeBy(madeBy(index - 1) - 1) : index;
  };
  const what = sorted[madeBy(sorted.length - 1)]?.what;
  return what === undefined || what === 'undone' ? null : what;
}

function scoreOf(question: QuestionId, { items, adjustment }: Choice, log: GradingLog): number {
  const sum = (ids: readonly string[]) => ids.reduce((total, id) => total + (log.points.get(id) ?? NaN), 0);
  const bounded = Math.max(sum(items.filter((id) => log.bounded.has(id))), FLOOR);
  const score = POINTS[question] + sum(items.filter((id) => !log.bounded.has(id))) + bounded + adjustment;
  return Math.max(0, Math.min(POINTS[question], Math.round(score * 1e6) / 1e6));
}

export interface Expected {
  submissionId: string;
  scores: Record<QuestionId, number | null>;
  total: number | null;
}

/** @returns by student; nobody who is named by no submission */
export function expectedOf(log: GradingLog): Map<string, Expected> {
  const lines = Map.groupBy(log.entries, (entry) => `${entry.submissionId} ${entry.question}`);
  const stands = new Map([...lines].map(([key, line]) => [key, standsOf(line)]));
  const all = [...log.submissions.values()].toSorted((a, b) => a.number - b.number);
  const students = new Set(all.flatMap(({ members }) => members.map(({ id }) => id)));
  const expected = new Map<string, Expected>();
  for (const student of students) {
    const mine = all.filter(({ members }) => members.some(({ id }) => id === student));
    const pinned = mine.findIndex(({ id }) => id === log.pins.get(student));
    const counts = pinned >= 0 ? pinned : mine.length - 1;
    const scores = Object.fromEntries(
      QUESTIONS.map((question) => {
        const grade = mine
          .slice(0, counts + 1)
          .map(({ id }) => stands.get(`${id} ${question}`))
          .findLast((choice) => choice?.kind === 'grade');
        return [question, grade ? scoreOf(question, grade, log) : null];
      }),
    ) as Record<QuestionId, number | null>;
    const given = Object.values(scores).filter((score) => score !== null);
    const total = given.reduce((sum, score) => sum + score, 0);
    expected.set(student, {
      submissionId: mine[counts]!.id,
      scores,
      total: given.length === QUESTIONS.length ? Math.round(total * 1e6) / 1e6 : null,
    });
  }
  return expected;
}
