import { listAssignments } from '../../../contract/assignments.ts';
import { useAside } from '../api/query.ts';

/** What a set is called above pages of staff, whose tabs ask for the list of sets anyway; its name in addresses until that is there. */
export function useSetShort(course: string, set: string): string {
  const sets = useAside(listAssignments, { params: { course } })?.assignments;
  return sets?.find(({ slug }) => slug === set)?.short ?? set;
}
