/** Tells open pages of a question who has come to which answer, so that two graders who meet there both know at once. */
import type { ClaimsEvent } from '../../../contract/grading.ts';
import type { z } from 'zod';
import type { News, WorkNews } from '../../database/workNews.ts';
import type { Deps } from '../../deps.ts';

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

type Heard = Extract<News, { kind: 'claims' }> | null;

/** One ear of a server for all of its pages. */
export function claimWatch({ db, news, clock }: Pick<Deps, 'db' | 'news' | 'clock'>) {
  const watchers = new Set<(heard: Heard) => void>();
  news.hear((heard) => {
    if (heard === null || heard.kind === 'claims') for (const watcher of watchers) watcher(heard);
  });

  const holds = async ({ assignmentId, questionId, userId }: Holder): Promise<boolean> => {
    const answer = { questionId, submission: { group: { assignmentId } } };
    return (await db.gradingClaim.count({ where: { userId, expiresAt: { gt: clock() }, answer } })) > 0;
  };

  /** What colleagues do, until the holder holds nothing there any more or has gone. */
  return async function* watchClaims(
    holder: Holder,
    signal: AbortSignal,
  ): AsyncGenerator<z.input<typeof ClaimsEvent>> {
    const { assignmentId, questionId, userId } = holder;
    // Since it was looked at last.
    let changed = new Set<string>();
    let isMissed = false;
    let isUnsure = true;
    let wake: () => void = () => undefined;
    const watcher = (heard: Heard) => {
      if (heard === null) isMissed = true;
      else {
        if (heard.assignment !== assignmentId || heard.question !== questionId) return;
        if (heard.by === userId) isUnsure = true;
        else for (const answer of heard.answers) changed.add(answer);
      }
      wake();
    };
    watchers.add(watcher);
    const gone = new Promise<void>((resolve) =>
      signal.addEventListener('abort', () => resolve(), { once: true }),
    );
    try {
      while (!signal.aborted) {
        if (isUnsure) {
          isUnsure = false;
          if (!(await holds(holder))) return;
        }
        if (isMissed || changed.size > 0) {
          const submissionIds = isMissed ? [] : [...changed];
          isMissed = false;
          changed = new Set();
          yield { submissionIds };
        }
        if (!isUnsure && !isMissed && changed.size === 0)
          await Promise.race([new Promise<void>((resolve) => (wake = resolve)), gone]);
      }
    } finally {
      watchers.delete(watcher);
    }
  };
}
