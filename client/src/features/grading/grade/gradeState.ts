/** What a grader gives one answer, as values. */
import type { Grade, GradingAnswer, GradingAnswerRow, RubricItem } from '../../../../../contract/grading.ts';
import { isDecided, scoreOf } from '../../../../../grader/core/rubric.ts';

export interface GradeState {
  appliedItemIds: string[];
  /** All points to begin with. */
  fullMarks: boolean;
  adjustment: number;
  /** Markdown + TeX. */
  comment: string;
}

/** What somebody does to a grade. */
export type GradeEdit = (grade: GradeState) => GradeState;

/** Of a value that an earlier version of the page may have kept. */
export const isGradeState = (kept: unknown): kept is GradeState => {
  const { appliedItemIds, fullMarks, adjustment, comment } = (kept ?? {}) as Partial<GradeState>;
  return (
    Array.isArray(appliedItemIds) &&
    typeof fullMarks === 'boolean' &&
    typeof adjustment === 'number' &&
    typeof comment === 'string'
  );
};

export const UNGRADED: GradeState = { appliedItemIds: [], fullMarks: false, adjustment: 0, comment: '' };

export function stateOfGrade(grade: Grade | null): GradeState {
  if (grade === null || grade.kind === 'taken_back') return UNGRADED;
  const { appliedItemIds, fullMarks, adjustment, comment } = grade;
  return { appliedItemIds, fullMarks, adjustment, comment };
}

/** A comment alone is none, and a grade that was taken back is none any more. */
export function isGrade(grade: Grade | null): grade is Grade & { kind: 'grade' } {
  return grade?.kind === 'grade';
}

/** Whether a person is to look at it: nobody has, or the answer is another one since. */
export function isToGrade({ score, from }: Pick<GradingAnswerRow, 'score' | 'from'>): boolean {
  return score === null || from?.changed === true;
}

export type Scored = Pick<GradingAnswer, 'maxScore' | 'automatic'> & {
  written: boolean;
  rubric: RubricItem[];
};

export function scoredAnswer({ question, maxScore, automatic, rubric }: GradingAnswer): Scored {
  return { written: question.kind === 'written', maxScore, automatic, rubric };
}

/** The score that the server will give; null where nothing is decided and no test has. */
export function scoreFor(state: GradeState, { written, automatic, maxScore, rubric }: Scored): number | null {
  const { appliedItemIds, fullMarks, adjustment } = state;
  const items = rubric.filter(({ id }) => appliedItemIds.includes(id));
  const decision = isDecided(state) ? { fullMarks, items, adjustment } : null;
  return scoreOf({ written, automatic, maximum: maxScore, decision });
}

type Ungraded = Pick<GradingAnswer, 'grade' | 'rule'>;

/**
 * Id of the item that the rule in an answer speaks for and that the instructor lets Stepwise apply; null once a person has
 * graded, and where there is none.
 */
export function itemFromRule({ grade, rule }: Ungraded): string | null {
  if (isGrade(grade) || rule === null || !rule.deduct || rule.right) return null;
  return rule.suggestedItemId;
}

/** What the panel shows before anything is changed: what was decided, else what the rule speaks for. */
export function startOf(answer: Ungraded): GradeState {
  const item = itemFromRule(answer);
  const saved = stateOfGrade(answer.grade);
  return item === null ? saved : { ...saved, appliedItemIds: [item] };
}

/**
 * Whether something is there that a person gave and that is to be saved on moving on. Neither an item from the rule that
 * was left as it is, nor one that was only taken away, is a grade.
 */
export function isChanged(grade: GradeState, answer: Ungraded, saved: GradeState): boolean {
  const onlyTakenAway = sameGrade(grade, stateOfGrade(answer.grade)) && sameGrade(saved, startOf(answer));
  return !sameGrade(grade, saved) && !(itemFromRule(answer) !== null && onlyTakenAway);
}

/** Whether it can be saved: a decision, or a comment on an answer that has no grade. */
export function canSave(grade: GradeState, saved: Grade | null): boolean {
  return isDecided(grade) || (grade.comment.trim() !== '' && !isGrade(saved));
}

export const NO_DECISION = 'Choose an item, full marks or a number.';

function sameChoice(a: GradeState, b: GradeState): boolean {
  return (
    a.adjustment === b.adjustment &&
    a.fullMarks === b.fullMarks &&
    a.appliedItemIds.length === b.appliedItemIds.length &&
    a.appliedItemIds.every((id) => b.appliedItemIds.includes(id))
  );
}

export function sameGrade(a: GradeState, b: GradeState): boolean {
  return a.comment === b.comment && sameChoice(a, b);
}

/** With one more change; what is typed into a comment is one change, however many letters it has. */
export function withChange(
  states: readonly GradeState[],
  start: GradeState,
  next: GradeState,
): readonly GradeState[] {
  const top = states.at(-1);
  const goesOn =
    top !== undefined &&
    sameChoice(next, top) &&
    sameChoice(top, states.at(-2) ?? start) &&
    states.length > 0;
  return goesOn ? [...states.slice(0, -1), next] : [...states, next];
}

/** Puts an item on or takes it off; of a group that is exclusive, it takes the others off. */
export function toggleItem(state: GradeState, id: string, rubric: readonly RubricItem[]): GradeState {
  const { appliedItemIds } = state;
  if (appliedItemIds.includes(id))
    return { ...state, appliedItemIds: appliedItemIds.filter((each) => each !== id) };
  const group = rubric.find((item) => item.id === id)?.group;
  const rivals = group?.exclusive ? rubric.filter((item) => item.group?.id === group.id) : [];
  const kept = appliedItemIds.filter((each) => !rivals.some((rival) => rival.id === each));
  return { ...state, appliedItemIds: [...kept, id], fullMarks: false };
}

/** Full marks without items and adjustment, or no more so. The comment stays. */
export function toggleFullMarks(state: GradeState): GradeState {
  if (state.fullMarks) return { ...state, fullMarks: false };
  return { ...state, appliedItemIds: [], fullMarks: true, adjustment: 0 };
}

/** A comment that goes on with words of the answer, quoted in Markdown, and an empty line to write about them. */
export function withQuote(comment: string, selected: string): string {
  const words = selected.trim();
  if (words === '') return comment;
  const quote = words
    .split(/\r?\n/)
    .map((line) => `> ${line}`)
    .join('\n');
  return `${comment.trimEnd() === '' ? '' : `${comment.trimEnd()}\n\n`}${quote}\n\n`;
}

/** Without items that the rubric has no more, so that what was refused for one of them can be saved. */
export function withoutLostItems(state: GradeState, rubric: readonly RubricItem[]): GradeState {
  const appliedItemIds = state.appliedItemIds.filter((id) => rubric.some((item) => item.id === id));
  return appliedItemIds.length === state.appliedItemIds.length ? state : { ...state, appliedItemIds };
}

/** The answer so many places on, null beyond the ends. */
export function neighbour(rows: GradingAnswerRow[], submissionId: string, by: number): string | null {
  const at = rows.findIndex((row) => row.submissionId === submissionId);
  return at < 0 ? null : (rows[at + by]?.submissionId ?? null);
}
