import { useEffect, useEffectEvent } from 'react';
import { SetsEvent, streamSets } from '../../../contract/assignments.ts';
import type { Operation } from '../../../contract/operation.ts';
import { follow } from './follow.ts';
import { invalidate } from './query.ts';

/**
 * Reads again what a page shows as soon as a set of the course has changed, above all when grades are taken back (law 28), or what one sees of
 * grades.
 *
 * @param of the submission that a page of staff is about; without one they hear of sets alone
 */
export function useSetNews(
  { course, of }: { course: string; of?: string | undefined },
  ...shown: Pick<Operation, 'id'>[]
): void {
  const hear = useEffectEvent((data: unknown) => {
    const { submissionIds } = SetsEvent.parse(data);
    if (submissionIds === undefined || (of !== undefined && submissionIds.includes(of)))
      void invalidate(...shown);
  });
  const ids = shown.map(({ id }) => id).join();
  useEffect(
    () =>
      follow({
        stream: streamSets,
        params: { course },
        event: 'sets',
        shown: ids.split(',').map((id) => ({ id })),
        hear: (data) => hear(data),
      }),
    [course, ids],
  );
}

/** Lists of a whole class change with every decision of anybody. */
const LISTED_MS = 10_000;

/**
 * The same of lists of staff, which any answer may change: they are read again at once, and then as often as that is of use. Their rows stay
 * where they are.
 */
export function useScoreNews(course: string, ...shown: Pick<Operation, 'id'>[]): void {
  const ids = shown.map(({ id }) => id).join();
  useEffect(() => {
    const operations = ids.split(',').map((id) => ({ id }));
    let readAt = -Infinity;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = follow({
      stream: streamSets,
      params: { course },
      event: 'sets',
      shown: operations,
      hear: () => {
        timer ??= setTimeout(
          () => {
            timer = undefined;
            readAt = performance.now();
            void invalidate(...operations);
          },
          Math.max(0, readAt + LISTED_MS - performance.now()),
        );
      },
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [course, ids]);
}
