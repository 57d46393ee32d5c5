import { GradeConflict, type Grade } from '../../../../../contract/grading.ts';
import { isApiError } from '../../../api/ApiError.ts';
import { sameGrade, stateOfGrade, type GradeState } from './gradeState.ts';
import type { KeptGrade } from './keptGrades.ts';

export interface OutgoingGrade extends KeptGrade {
  state:
    | { kind: 'sending' }
    | { kind: 'waiting' }
    | { kind: 'conflict'; theirs: Grade | null }
    | { kind: 'refused'; message: string };
}

type AnswerOf = Pick<KeptGrade, 'submissionId' | 'question'>;

export interface GradeOutboxOptions {
  /** @throws {ApiError} */
  send: (grade: KeptGrade) => Promise<Grade>;
  /** Puts it on the device. */
  keep: (grade: KeptGrade) => void;
  /** Takes it off the device. */
  forget: (grade: KeptGrade) => void;
  onChange: (outgoing: readonly OutgoingGrade[]) => void;
  /** The server has it; what the page shows of it is to follow at once. */
  onSaved: (grade: KeptGrade, saved: Grade) => void;
  /** It is not saved: decision, rubric or answer are others than the page shows. */
  onStuck: () => void;
  /** How long what the server could not take at this moment waits. */
  againMs?: number;
}

const AGAIN_MS = 10_000;

/** What one page has sent about an answer. */
interface Line {
  /** Whatever came of them: an answer may be lost. */
  sent: GradeState[];
  /** Revision of the last one that is known to have arrived. */
  arrived: number | null;
  /** One of them is on its way. */
  isUnderway: boolean;
  /** Ends when none is any more. */
  sending: Promise<void>;
}

/** What became of one try. */
type Outcome = { kind: 'saved'; saved: Grade } | Exclude<OutgoingGrade['state'], { kind: 'sending' }>;

/** Grades of one page on their way to the server: of each answer one at a time. */
export class GradeOutbox {
  readonly #options: GradeOutboxOptions;
  readonly #lines = new Map<string, Line>();
  #outgoing: readonly OutgoingGrade[] = [];
  #again: ReturnType<typeof setTimeout> | undefined;

  constructor(options: GradeOutboxOptions) {
    this.#options = options;
  }

  list(): readonly OutgoingGrade[] {
    return this.#outgoing;
  }

  find(submissionId: string, question: string): OutgoingGrade | null {
    return (
      this.#outgoing.find((each) => each.submissionId === submissionId && each.question === question) ?? null
    );
  }

  /** Revision of this page's last decision about an answer that has arrived; null while there is none. */
  arrived(submissionId: string, question: string): number | null {
    return this.#lineOf({ submissionId, question }).arrived;
  }

  /** Puts a grade on its way. A newer one of the same answer takes its place and goes when the first has an answer. */
  async send(grade: KeptGrade): Promise<void> {
    this.#put({ ...grade, state: { kind: 'waiting' } });
    await this.#go(grade);
  }

  drop(grade: KeptGrade): void {
    this.#options.forget(grade);
    this.#outgoing = this.#besides(grade);
    this.#options.onChange(this.#outgoing);
  }

  retry(): void {
    for (const grade of this.#outgoing) void this.#go(grade);
  }

  /** Resolves when nothing is being sent; what waits for the server is not waited for. */
  async allSent(): Promise<void> {
    for (;;) {
      const underway = [...this.#lines.values()].filter(({ isUnderway }) => isUnderway);
      if (underway.length === 0) return;
      await Promise.all(underway.map(({ sending }) => sending));
    }
  }

  #lineOf(grade: AnswerOf): Line {
    const key = `${grade.question} ${grade.submissionId}`;
    const line = this.#lines.get(key) ?? {
      sent: [],
      arrived: null,
      isUnderway: false,
      sending: Promise.resolve(),
    };
    this.#lines.set(key, line);
    return line;
  }

  #besides({ submissionId, question }: AnswerOf): OutgoingGrade[] {
    return this.#outgoing.filter((each) => each.submissionId !== submissionId || each.question !== question);
  }

  #put(grade: OutgoingGrade): void {
    const before = this.find(grade.submissionId, grade.question);
    if (grade.grade !== before?.grade || grade.baseRevision !== before.baseRevision)
      this.#options.keep(grade);
    // It may be an earlier page's that the device has.
    if (before !== null && !sameGrade(before.grade, grade.grade)) this.#options.forget(before);
    this.#outgoing = [...this.#besides(grade), grade];
    this.#options.onChange(this.#outgoing);
  }

  #go(answer: AnswerOf): Promise<void> {
    const line = this.#lineOf(answer);
    if (!line.isUnderway) line.sending = this.#sendAll(answer, line);
    return line.sending;
  }

  /** Sends what waits about an answer, and what takes its place meanwhile. */
  async #sendAll({ submissionId, question }: AnswerOf, line: Line): Promise<void> {
    line.isUnderway = true;
    try {
      for (;;) {
        const waiting = this.find(submissionId, question);
        if (waiting?.state.kind !== 'waiting') return;
        const sending: OutgoingGrade = { ...waiting, state: { kind: 'sending' } };
        this.#put(sending);
        line.sent.push(sending.grade);
        const outcome = await this.#try(sending);
        this.#settle(sending, outcome, line);
        if (outcome.kind === 'waiting') return;
      }
    } finally {
      // At once, so that what comes next does not take this for underway.
      line.isUnderway = false;
    }
  }

  #settle(sending: OutgoingGrade, outcome: Outcome, line: Line): void {
    const now = this.find(sending.submissionId, sending.question);
    const isStill = now === sending;
    const { theirs } = { theirs: null, ...outcome };
    if (outcome.kind === 'saved') {
      line.arrived = outcome.saved.revision;
      this.#options.onSaved(sending, outcome.saved);
      if (isStill) this.drop(sending);
      // What follows one's own decision follows it where it is now.
      else if (now !== null) this.#put({ ...now, baseRevision: outcome.saved.revision });
    } else if (theirs !== null && line.sent.some((grade) => isIt(theirs, { ...sending, grade }))) {
      // One that was sent before had arrived, and only the answer to it was lost.
      line.arrived = theirs.revision;
      if (now !== null) this.#put({ ...now, baseRevision: theirs.revision, state: { kind: 'waiting' } });
    } else if (outcome.kind === 'waiting') {
      if (isStill) this.#put({ ...sending, state: outcome });
    } else {
      // A newer one has the same decision before it; of a refusal it may be free.
      if (isStill || (outcome.kind === 'conflict' && now !== null))
        this.#put({ ...(now ?? sending), state: outcome });
      this.#options.onStuck();
    }
  }

  async #try(grade: OutgoingGrade): Promise<Outcome> {
    try {
      return { kind: 'saved', saved: await this.#options.send(grade) };
    } catch (error) {
      if (isApiError(error, 'grade_conflict')) {
        const { theirs } = error.detailsAs(GradeConflict);
        return theirs !== null && isIt(theirs, grade)
          ? { kind: 'saved', saved: theirs }
          : { kind: 'conflict', theirs };
      }
      if (isApiError(error, 'unavailable')) this.#retryLater();
      if (isApiError(error, 'unreachable', 'unavailable', 'not_signed_in')) return { kind: 'waiting' };
      return { kind: 'refused', message: error instanceof Error ? error.message : String(error) };
    }
  }

  /** Of a server that answers, nothing tells when it can again. */
  #retryLater(): void {
    clearTimeout(this.#again);
    this.#again = setTimeout(() => this.retry(), this.#options.againMs ?? AGAIN_MS);
  }
}

/** It had arrived before: only the answer to it was lost. */
const isIt = (decision: Grade, { userId, grade }: KeptGrade): boolean =>
  decision.kind !== 'taken_back' &&
  decision.gradedBy.id === userId &&
  sameGrade(stateOfGrade(decision), grade);
