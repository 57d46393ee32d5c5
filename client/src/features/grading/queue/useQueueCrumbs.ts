import { useCourse } from '../../../app/session.tsx';
import type { Crumb } from '../../../components/Page.tsx';
import { useSetShort } from '../../../components/useSetShort.ts';

/** Above a page of grading: the queue, and in it the set, which the title of a question does not say. */
export function useQueueCrumbs(set: string): Crumb[] {
  const { course } = useCourse();
  const queue = `/c/${course.slug}/grade`;
  return [
    { label: 'Grading', to: queue },
    { label: useSetShort(course.slug, set), to: `${queue}#${set}` },
  ];
}
