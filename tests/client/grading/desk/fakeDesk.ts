/** The server of the grading desk in memory: answers are late, lost or refused, as a network and colleagues make them. */
import { ApiError } from '../../../../client/src/api/ApiError.ts';
import type { GradeState } from '../../../../client/src/features/grading/grade/gradeState.ts';
import type { KeptGrade } from '../../../../client/src/features/grading/grade/keptGrades.ts';
import type { PersonName } from '../../../../contract/common.ts';
import type { Grade } from '../../../../contract/grading.ts';

export interface Decided {
  grade: Grade;
  by: PersonName;
  /** Of the decision in whose place it came. */
  before: number;
}

/** What becomes of a request: it never comes, its answer is lost, the server cannot now, or will not. */
export type Fate = 'lost' | 'unanswered' | 'unavailable' | 'refused' | null;

const clone = <Value>(value: Value): Value => structuredClone(value);

export class FakeDesk {
  /** Of each answer, the first one first. */
  readonly lines = new Map<string, Decided[]>();
  /** People without a network. */
  readonly down = new Set<string>();
  latency: () => number = () => 0;
  fate: () => Fate = () => null;
  onDecided: (decided: Decided, submissionId: string) => void = () => undefined;
  #revision = 0;

  standing(submissionId: string): Grade | null {
    return this.lines.get(submissionId)?.at(-1)?.grade ?? null;
  }

  async read(by: PersonName, submissionId: string): Promise<Grade | null> {
    await this.#way(by);
    const grade = clone(this.standing(submissionId));
    await this.#way(by);
    return grade;
  }

  async decide(by: PersonName, { submissionId, grade, baseRevision }: KeptGrade): Promise<Grade> {
    const fate = this.fate();
    await this.#way(by);
    if (fate === 'lost') throw unreachable();
    if (fate === 'unavailable') throw new ApiError('unavailable', 'Try again.');
    const answer = this.#decided(by, submissionId, { grade, baseRevision, isRefused: fate === 'refused' });
    await this.#way(by);
    if (fate === 'unanswered') throw unreachable();
    if (answer instanceof ApiError) throw answer;
    return clone(answer);
  }

  #decided(
    by: PersonName,
    submissionId: string,
    asked: { grade: GradeState; baseRevision: number; isRefused: boolean },
  ): Grade | ApiError {
    const { grade, baseRevision, isRefused } = clone(asked);
    const standing = this.standing(submissionId);
    if ((standing?.revision ?? 0) !== baseRevision) {
      if (standing !== null && standing.gradedBy.id === by.id && isSame(standing, grade)) return standing;
      return new ApiError('grade_conflict', 'Somebody graded this meanwhile.', { theirs: clone(standing) });
    }
    const isDecided = grade.fullMarks || grade.adjustment !== 0 || grade.appliedItemIds.length > 0;
    if (isRefused || (!isDecided && (standing?.kind === 'grade' || grade.comment === '')))
      return new ApiError('unacceptable', 'Choose an item, full marks or a number.');
    const decided: Decided = {
      grade: {
        ...grade,
        kind: isDecided ? 'grade' : 'comment',
        score: isDecided ? 1 : null,
        ...{ carried: null, groupName: null, from: null },
        gradedBy: by,
        gradedAt: '2026-12-03T19:30:00.000Z',
        revision: (this.#revision += 1),
      },
      by,
      before: baseRevision,
    };
    this.lines.set(submissionId, [...(this.lines.get(submissionId) ?? []), decided]);
    this.onDecided(decided, submissionId);
    return decided.grade;
  }

  async #way(by: PersonName): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, this.latency()));
    if (this.down.has(by.id)) throw unreachable();
  }
}

const isSame = (a: Grade, b: GradeState): boolean =>
  a.comment === b.comment &&
  a.fullMarks === b.fullMarks &&
  a.adjustment === b.adjustment &&
  a.appliedItemIds.join() === b.appliedItemIds.join();

const unreachable = () => new ApiError('unreachable', 'Could not reach Stepwise.');
