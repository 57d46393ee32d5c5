import { listAssignments } from '../../../contract/assignments.ts';
import { useAside } from '../api/query.ts';

/** A set's title on pages of staff, whose tabs ask for the list of sets anyway; its short name until that is there. */
export function useSetTitle(course: string, set: string): string {
  const sets = useAside(listAssignments, { params: { course } })?.assignments;
  return sets?.find(({ slug }) => slug === set)?.title ?? set;
}
