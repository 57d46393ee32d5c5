import {
  AnswersEvent,
  getGradingAnswer,
  listGradingAnswers,
  listGradingQuestions,
  listRubricItems,
  streamAnswers,
} from '../../../../../contract/grading.ts';
import { listInlineComments } from '../../../../../contract/inlineComments.ts';
import { follow } from '../../../api/follow.ts';
import { invalidate, queryClient, queryOf } from '../../../api/query.ts';

interface Question {
  course: string;
  set: string;
  question: string;
}

/** @param company submissions to whose answers a colleague has come or from which they have gone; null: any */
type Listener = (company: AnswersEvent['company']) => void;

/** From answer to answer of a question the same stream goes on. */
const KEPT_MS = 2_000;
/** The numbers of a whole question change with each decision of anybody. */
const COUNTED_MS = 10_000;

let followed: { of: string; stop: () => void } | null = null;
const listeners = new Set<Listener>();
let closing: ReturnType<typeof setTimeout> | undefined;
let counting: ReturnType<typeof setTimeout> | undefined;

function close(): void {
  followed?.stop();
  followed = null;
}

/** What is shown of these answers is read again at once, and what was read ahead of them when it is shown. */
function readAgain(question: string, changed: readonly string[] | null): void {
  if (changed === null) void invalidate(getGradingAnswer, listInlineComments, listRubricItems);
  for (const submissionId of changed ?? []) {
    const params = { submissionId, question };
    for (const operation of [getGradingAnswer, listInlineComments])
      void queryClient.invalidateQueries({ queryKey: queryOf(operation, { params }).queryKey });
  }
  counting ??= setTimeout(() => {
    counting = undefined;
    void invalidate(listGradingAnswers, listGradingQuestions);
  }, COUNTED_MS);
}

/**
 * Hears what happens to the answers to a question while a page of it is open: what it shows of them is read again, and whoever listens is told
 * who comes and goes.
 *
 * @returns what ends it
 */
export function hearOfAnswers({ course, set, question }: Question, listener: Listener): () => void {
  clearTimeout(closing);
  const of = [course, set, question].join(' ');
  if (of !== followed?.of) close();
  listeners.add(listener);
  followed ??= {
    of,
    stop: follow({
      stream: streamAnswers,
      params: { course, assignment: set, question },
      event: 'answers',
      shown: [getGradingAnswer, listInlineComments],
      hear: (data) => {
        const { company, changed } = AnswersEvent.parse(data);
        if (changed?.length !== 0) readAgain(question, changed);
        if (company?.length !== 0) for (const each of listeners) each(company);
      },
    }),
  };
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) closing = setTimeout(close, KEPT_MS);
  };
}
