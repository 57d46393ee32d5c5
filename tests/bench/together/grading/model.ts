/**
 * What the grades must be, from the log of acts alone. Written a second time, without the server's code: who counts what,
 * which decision stands, what it gives, and what becomes of it under later versions and reruns.
 */
import { FLOOR, sheetNow, type Choice, type Entry, type GradingLog, type RunOf } from './log.ts';
import { pointsForProgram, pointsOf, type QuestionId, type Sheet } from './sheet.ts';
import type { SubmissionView } from '../../../../contract/submissions.ts';

const byOrder = (a: Entry, b: Entry): number => a.order[0] - b.order[0] || a.order[1] - b.order[1];
const round = (value: number): number => Math.round(value * 1e6) / 1e6;

/** What stands of a line of decisions about one answer; null for nothing. */
export function standsOf(line: readonly Entry[]): (Entry & { what: Choice }) | null {
  const sorted = line.toSorted(byOrder);
  /** Of the state after so many entries, the index of the entry that made it; -1 before all. */
  const madeBy = (index: number): number => {
    const entry = sorted[index];
    if (!entry) return -1;
    return entry.what === 'undone' ? madeBy(madeBy(index - 1) - 1) : index;
  };
  const entry = sorted[madeBy(sorted.length - 1)];
  return entry && entry.what !== 'undone' ? { ...entry, what: entry.what } : null;
}

export interface Expected {
  submissionId: string;
  late: boolean;
  /** Of the version in force. */
  scores: Partial<Record<QuestionId, number | null>>;
  total: number | null;
  maximum: number;
}

/** A version by its index, or a score or grade that was made under it. */
type At = number;

class Model {
  readonly #log: GradingLog;
  readonly #stands: Map<string, (Entry & { what: Choice }) | null>;
  readonly #now: At;

  constructor(log: GradingLog) {
    this.#log = log;
    this.#now = log.versions.length - 1;
    const lines = Map.groupBy(log.entries, (entry) => `${entry.submissionId} ${entry.question}`);
    this.#stands = new Map([...lines].map(([key, line]) => [key, standsOf(line)]));
  }

  #sheet(at: At): Sheet {
    return this.#log.versions[at]!.sheet;
  }

  #points(at: At, question: QuestionId): number | undefined {
    return pointsOf(this.#sheet(at))[question];
  }

  /** Of a version that somebody graded or tested the question under: then it asks it. */
  #pointsThen(at: At, question: QuestionId): number {
    const points = this.#points(at, question);
    if (points === undefined)
      throw new Error(`version ${at + 1} does not ask ${question}, and something of it counts`);
    return points;
  }

  #pointsOfItem(id: string): number {
    const points = this.#log.points.get(id);
    if (points === undefined) throw new Error(`rubric item ${id} was chosen, and nobody read its points`);
    return points;
  }

  /** From points of one version to points of a later one; null where the later one wanted it graded anew. */
  #carry(question: QuestionId, from: At, to: At, score: number): number | null {
    let [value, points] = [score, this.#pointsThen(from, question)];
    for (let version = from + 1; version <= to; version += 1) {
      const after = this.#points(version, question);
      if (after === undefined) continue;
      const how = this.#log.versions[version]!.steps[question]?.grades ?? 'rescaled';
      if (how === 'regrade') return null;
      if (how === 'rescaled') value = (value * after) / points;
      value = Math.min(round(value), after);
      points = after;
    }
    return value;
  }

  /** The version whose tests a run was made of: a rerun's, or the submission's own. */
  #versionOfRun(submission: SubmissionView, run: RunOf): At {
    return run === null ? submission.version - 1 : this.#log.reruns.find(({ id }) => id === run)!.version;
  }

  #given(
    question: QuestionId,
    submission: SubmissionView,
    { what, basis }: Entry & { what: Choice },
  ): number {
    const { version, run } = basis!;
    const maximum = this.#pointsThen(version, question);
    let start = maximum;
    if (question === 'sgd' && !what.fullMarks) {
      const tested = this.#versionOfRun(submission, run);
      const passed = pointsForProgram(submission.file!.text, this.#sheet(tested));
      start = this.#carry(question, tested, version, passed)!;
    }
    const { bounded } = this.#log;
    const sum = (ids: readonly string[]) => ids.reduce((total, id) => total + this.#pointsOfItem(id), 0);
    const together = Math.max(sum(what.items.filter((id) => bounded.has(id))), FLOOR);
    const score = start + sum(what.items.filter((id) => !bounded.has(id))) + together + what.adjustment;
    return Math.max(0, Math.min(maximum, round(score)));
  }

  /** @param mine the student's submissions up to the one that is looked at, the first one first */
  #scoreOf(question: QuestionId, mine: readonly SubmissionView[]): number | null {
    const submission = mine.at(-1)!;
    const run = this.#log.epochs.at(-1)!.reruns.get(submission.id) ?? null;
    const tested = this.#versionOfRun(submission, run);
    const isTested =
      question === 'sgd' && submission.file !== null && this.#points(tested, question) !== undefined;
    if (this.#points(submission.version - 1, question) === undefined && !isTested) {
      let cameIn = this.#now;
      while (this.#points(cameIn - 1, question) !== undefined) cameIn -= 1;
      const { steps } = this.#log.versions[cameIn]!;
      return steps[question]?.missing === 'full' ? this.#points(this.#now, question)! : 0;
    }
    const about = mine.findLast(({ id }) => this.#stands.get(`${id} ${question}`)?.what.kind === 'grade');
    if (about) {
      const grade = this.#stands.get(`${about.id} ${question}`)!;
      const given = this.#given(question, about, grade);
      const carried = this.#carry(question, grade.basis!.version, this.#now, given);
      if (carried !== null) return carried;
    }
    if (!isTested) return null;
    const passed = pointsForProgram(submission.file!.text, this.#sheet(tested));
    return this.#carry(question, tested, this.#now, passed);
  }

  #scoresOf(mine: readonly SubmissionView[]): Expected['scores'] {
    const asked = Object.keys(pointsOf(this.#sheet(this.#now))) as QuestionId[];
    return Object.fromEntries(asked.map((question) => [question, this.#scoreOf(question, mine)]));
  }

  /** Of a student's submissions the place of the one that counts. */
  #counting(student: string, mine: readonly SubmissionView[]): number {
    const pinned = mine.findIndex(({ id }) => id === this.#log.pins.get(student));
    if (pinned >= 0) return pinned;
    const { counts, due } = this.#sheet(this.#now);
    const last = mine.length - 1;
    if (counts === 'first') return 0;
    if (counts === 'last_before_due') {
      const inTime = mine.findLastIndex(({ submittedAt }) => Date.parse(submittedAt) <= due);
      return inTime < 0 ? last : inTime;
    }
    if (counts === 'last') return last;
    const known = mine.map((_, index) => {
      const scores = Object.values(this.#scoresOf(mine.slice(0, index + 1)));
      return round(scores.reduce<number>((sum, score) => sum + (score ?? 0), 0));
    });
    return known.lastIndexOf(Math.max(...known));
  }

  expected(student: string): Expected {
    const mine = [...this.#log.submissions.values()]
      .filter(({ members }) => members.some(({ id }) => id === student))
      // Numbers go up for each of its members. A request may have come before another and been stored behind it.
      .toSorted((a, b) => a.number - b.number);
    const counts = this.#counting(student, mine);
    const { id, submittedAt } = mine[counts]!;
    const scores = this.#scoresOf(mine.slice(0, counts + 1));
    const given = Object.values(scores).filter((score) => score !== null);
    const isWhole = given.length === Object.keys(scores).length;
    const sheet = this.#sheet(this.#now);
    return {
      submissionId: id,
      late: Date.parse(submittedAt) > sheet.due,
      scores,
      total: isWhole ? round(given.reduce((sum, score) => sum + score, 0)) : null,
      maximum: Object.values(pointsOf(sheet)).reduce((sum, points) => sum + points, 0),
    };
  }
}

/** @returns by student; nobody who is named by no submission */
export function expectedOf(log: GradingLog): Map<string, Expected> {
  const model = new Model(log);
  const all = [...log.submissions.values()];
  const students = new Set(all.flatMap(({ members }) => members.map(({ id }) => id)));
  return new Map([...students].map((student) => [student, model.expected(student)]));
}

/** Whether the sheet in force asks a question; those come and go. */
export const isAsked = (log: GradingLog, question: QuestionId): boolean =>
  pointsOf(sheetNow(log))[question] !== undefined;
