/** Where marks were lost, in the order of the page. */
import type { Feedback } from '../../../../contract/feedback.ts';
import type { InlineComment } from '../../../../contract/inlineComment.ts';
import { pointsText } from '../../components/points.ts';
import type { RailEntry } from '../../components/Rail.tsx';
import type { StatusKind } from '../../components/Status.tsx';

type Scored = Pick<Feedback, 'questions'>;

/** Ids of the questions with less than the most possible, or with a failed test while the score is not known. */
export function lostMarks({ questions }: Scored): string[] {
  return questions
    .filter(({ score, maxScore, report }) =>
      score === null
        ? (report?.tests.some((each) => each.status !== 'passed' && each.maxScore > 0) ?? false)
        : score < maxScore,
    )
    .map(({ question }) => question);
}

/**
 * The lost mark after a question, round from the last to the first; the first when none is looked at.
 * @param current id of the question that has the focus, null when none has
 */
export function nextLost(lost: string[], { questions }: Scored, current: string | null): string | null {
  const position = (id: string | null) => questions.findIndex(({ question }) => question === id);
  return lost.find((id) => position(id) > position(current)) ?? lost[0] ?? null;
}

const STATES: Record<Feedback['questions'][number]['state'], { kind: StatusKind; word: string }> = {
  ungraded: { kind: 'ungraded', word: 'Ungraded' },
  grading: { kind: 'running', word: 'Tests running' },
  grading_failed: { kind: 'failed', word: 'Could not be tested' },
  not_released: { kind: 'locked', word: 'Not released' },
  graded: { kind: 'graded', word: 'Graded' },
};

/** Graded, but tests that count are not to be seen yet. */
const WITHHELD = { kind: 'done', word: 'Score after the due time' } as const;

export function stateOf(state: Feedback['questions'][number]['state']): { kind: StatusKind; word: string } {
  return STATES[state];
}

/** Green only for full marks. */
function scoreState(score: number, maxScore: number): { kind: StatusKind; word: string } {
  const kind = score >= maxScore ? 'passed' : score > 0 ? 'partial' : 'failed';
  return { kind, word: `${pointsText(score)}/${pointsText(maxScore)}` };
}

export function railOf({ assignment, questions }: Feedback): RailEntry[] {
  return questions.map(({ question: id, score, maxScore, state }) => {
    const question = assignment.questions.find((each) => each.id === id);
    return {
      id,
      label: question?.label ?? null,
      title: question?.title ?? id,
      state: score !== null ? scoreState(score, maxScore) : state === 'graded' ? WITHHELD : stateOf(state),
    };
  });
}

/** What graders said about lines of the program, by its questions together. */
export function commentsOnFile({ assignment, questions, removed }: Feedback): InlineComment[] {
  const asked = [...assignment.questions, ...removed.map(({ question }) => question)];
  const inWords = asked.filter(({ kind }) => kind === 'written').map(({ id }) => id);
  return [...questions, ...removed.map(({ feedback }) => feedback)]
    .filter(({ question }) => !inWords.includes(question))
    .flatMap(({ inlineComments }) => inlineComments.filter(({ here }) => here))
    .sort((a, b) => a.end - b.end || a.start - b.start);
}

/** The tests' part and the readers' part of the score, where a set has both. */
export function scoreParts({
  assignment,
  questions,
}: Feedback): { label: string; score: number | null; maxScore: number }[] {
  const kinds = new Map(assignment.questions.map(({ id, kind }) => [id, kind]));
  const sum = (isWritten: boolean) => {
    const some = questions.filter(({ question }) => {
      const kind = kinds.get(question);
      return kind !== undefined && (kind === 'written') === isWritten;
    });
    return {
      count: some.length,
      score: some.some(({ score }) => score === null)
        ? null
        : some.reduce((total, { score }) => total + (score ?? 0), 0),
      maxScore: some.reduce((total, { maxScore }) => total + maxScore, 0),
    };
  };
  const tests = { label: 'tests', ...sum(false) };
  const written = { label: 'written', ...sum(true) };
  return tests.count > 0 && written.count > 0 ? [tests, written] : [];
}
