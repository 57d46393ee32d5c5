import { GradeConflict, type Grade } from '../../../../../contract/grading.ts';
import { isApiError } from '../../../api/ApiError.ts';
import { sameGrade, stateOfGrade } from './gradeState.ts';
import type { KeptGrade } from './keptGrades.ts';

export interface OutgoingGrade extends KeptGrade {
  state:
    | { kind: 'sending' }
    | { kind: 'waiting' }
    | { kind: 'conflict'; theirs: Grade | null }
    | { kind: 'refused'; message: string };
}

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
  /** Rubric or answer are others than the page shows. */
  onRefused: () => void;
}

/** Grades of one page on their way to the server. */
export class GradeOutbox {
  readonly #options: GradeOutboxOptions;
  #outgoing: readonly OutgoingGrade[] = [];
  readonly #sends = new Set<Promise<void>>();

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

  /** Puts a grade on its way. A newer one of the same answer takes its place and goes when the first has arrived. */
  async send(grade: KeptGrade): Promise<void> {
    const before = this.find(grade.submissionId, grade.question);
    const next: OutgoingGrade = { ...grade, state: { kind: 'waiting' } };
    if (before?.state.kind === 'sending') this.#replace(before, next);
    else await this.#send(next);
  }

  drop(grade: KeptGrade): void {
    this.#replace(grade, null);
  }

  retry(): void {
    for (const grade of this.#outgoing) if (grade.state.kind === 'waiting') void this.#send(grade);
  }

  /** Resolves when nothing is being sent; what waits for the server is not waited for. */
  async allSent(): Promise<void> {
    while (this.#sends.size > 0) await Promise.all(this.#sends);
  }

  #replace(grade: KeptGrade, by: OutgoingGrade | null): void {
    const before = this.find(grade.submissionId, grade.question);
    if (by === null) this.#options.forget(grade);
    else if (by.grade !== before?.grade || by.baseRevision !== before.baseRevision) this.#options.keep(by);
    const others = this.#outgoing.filter(
      (each) => each.submissionId !== grade.submissionId || each.question !== grade.question,
    );
    this.#outgoing = by === null ? others : [...others, by];
    this.#options.onChange(this.#outgoing);
  }

  #send(grade: OutgoingGrade): Promise<void> {
    const sending = this.#attempt(grade).finally(() => this.#sends.delete(sending));
    this.#sends.add(sending);
    return sending;
  }

  async #attempt(grade: OutgoingGrade): Promise<void> {
    const { submissionId, question } = grade;
    const sending: OutgoingGrade = { ...grade, state: { kind: 'sending' } };
    this.#replace(grade, sending);
    const settle = (state: OutgoingGrade['state']) => {
      // Not when a newer grade of the same answer has taken its place meanwhile.
      const now = this.find(submissionId, question);
      if (now === sending) this.#replace(sending, { ...sending, state });
      else if (now?.state.kind === 'waiting' && state.kind !== 'waiting')
        this.#replace(now, { ...now, state });
    };
    const arrived = async (saved: Grade) => {
      this.#options.onSaved(grade, saved);
      const newer = this.find(submissionId, question);
      if (newer === sending) this.#replace(sending, null);
      else if (newer !== null) await this.#attempt({ ...newer, baseRevision: saved.revision });
    };
    try {
      const saved = await this.#options.send(grade);
      await arrived(saved);
    } catch (error) {
      if (isApiError(error, 'grade_conflict')) {
        const { theirs } = error.detailsAs(GradeConflict);
        if (theirs !== null && isIt(theirs, grade)) await arrived(theirs);
        else settle({ kind: 'conflict', theirs });
      } else if (isApiError(error, 'unreachable', 'unavailable', 'not_signed_in'))
        settle({ kind: 'waiting' });
      else {
        settle({ kind: 'refused', message: error instanceof Error ? error.message : String(error) });
        this.#options.onRefused();
      }
    }
  }
}

/** It had arrived before: only the answer to it was lost. */
const isIt = (decision: Grade, { userId, grade }: KeptGrade): boolean =>
  decision.kind !== 'taken_back' &&
  decision.gradedBy.id === userId &&
  sameGrade(stateOfGrade(decision), grade);
