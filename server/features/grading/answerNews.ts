/** Tells open pages of a question who has come to which answer, and of which something has changed, so that none shows what is not so any more. */
import type { AnswersEvent } from '../../../contract/grading.ts';
import type { Followed } from '../../database/newsLine.ts';
import type { WorkNews } from '../../database/workNews.ts';

/** Who holds answers to which question. */
export interface Holder {
  assignmentId: string;
  questionId: string;
  userId: string;
}

/** @param answers by submission; of none there is no news */
export function tellOfClaims(
  news: WorkNews,
  { assignmentId: assignment, questionId: question, userId: by }: Holder,
  answers: string[],
): void {
  if (answers.length > 0) news.tell({ kind: 'claims', assignment, question, answers, by });
}

/** What is handed in waits until somebody comes to it. */
const isOfAnswers = ({ kind }: Followed): boolean => kind !== 'submitted';

function eventOf(
  { assignmentId, questionId, userId }: Holder,
  heard: readonly Followed[] | null,
): AnswersEvent {
  const ofSet = heard?.filter(({ assignment }) => assignment === assignmentId) ?? null;
  if (ofSet === null) return { company: null, changed: null };
  const company = ofSet.flatMap((each) =>
    each.kind === 'claims' && each.question === questionId && each.by !== userId ? each.answers : [],
  );
  const changed = ofSet.map((each) => {
    if (each.kind === 'claims') return [];
    return each.kind === 'answers' ? each.submissions : null;
  });
  return {
    company: [...new Set(company)],
    changed: changed.includes(null) ? null : [...new Set(changed.flatMap((ids) => ids ?? []))],
  };
}

/** What colleagues do there, and what else is changed of answers that may be open. */
export async function* watchAnswers(
  news: WorkNews,
  place: Holder,
  { after, signal }: { after: string | undefined; signal: AbortSignal },
): AsyncGenerator<AnswersEvent> {
  for await (const heard of news.follow(after, signal, isOfAnswers)) {
    const event = eventOf(place, heard);
    if (event.company?.length !== 0 || event.changed?.length !== 0) yield event;
  }
}
