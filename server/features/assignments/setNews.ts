/** Tells open pages of a course that a set of it has changed, so that what was taken back is shown no longer. */
import type { SetsEvent } from '../../../contract/assignments.ts';
import type { z } from 'zod';
import type { News } from '../../database/workNews.ts';
import type { Deps } from '../../deps.ts';

type Heard = Extract<News, { kind: 'assignment' | 'signedOut' }> | null;

interface Reader {
  courseId: string;
  userId: string;
}

/** One ear of a server for all of its pages. */
export function setWatch({ db, news }: Pick<Deps, 'db' | 'news'>) {
  const watchers = new Set<(heard: Heard) => void>();
  news.hear((heard) => {
    if (heard === null || heard.kind === 'assignment' || heard.kind === 'signedOut')
      for (const watcher of watchers) watcher(heard);
  });

  /** Of which course a set is, which stays: asked once for all pages. */
  const courses = new Map<string, Promise<string | undefined>>();
  const courseOf = (assignment: string): Promise<string | undefined> => {
    const known = courses.get(assignment);
    if (known) return known;
    const asked = db.assignment
      .findUnique({ where: { id: assignment }, select: { courseId: true } })
      .then((row) => row?.courseId);
    courses.set(assignment, asked);
    asked.catch(() => courses.delete(assignment));
    return asked;
  };

  /** Until the reader has been signed out, has left the course, or has gone. */
  return async function* watchSets(
    { courseId, userId }: Reader,
    signal: AbortSignal,
  ): AsyncGenerator<z.input<typeof SetsEvent>> {
    // Since it was told last.
    let changed = new Set<string>();
    let isMissed = false;
    let isOver = false;
    let wake: () => void = () => undefined;
    const watcher = (heard: Heard) => {
      if (heard === null) isMissed = true;
      else if (heard.kind === 'assignment') changed.add(heard.assignment);
      else if (heard.person === userId) isOver = true;
      wake();
    };
    watchers.add(watcher);
    const gone = new Promise<void>((resolve) =>
      signal.addEventListener('abort', () => resolve(), { once: true }),
    );
    try {
      while (!signal.aborted && !isOver) {
        if (isMissed || changed.size > 0) {
          const [sets, mayBeHere] = [changed, isMissed];
          changed = new Set();
          isMissed = false;
          const found = await Promise.all([...sets].map(courseOf));
          if (!isOver && (mayBeHere || found.includes(courseId))) yield {};
        } else await Promise.race([new Promise<void>((resolve) => (wake = resolve)), gone]);
      }
    } finally {
      watchers.delete(watcher);
    }
  };
}
