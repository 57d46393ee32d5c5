import { useMemo } from 'react';
import { listCourseRequests } from '../../../../../contract/requests.ts';
import { useAside } from '../../../api/query.ts';
import { useCourse } from '../../../app/session.tsx';

/** What students ask and nobody has closed: by student, then by set and question, the request's id. Staff's tabs read them anyway. */
export function useOpenRequests(): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const { course } = useCourse();
  const listed = useAside(listCourseRequests, { params: { course: course.slug } });
  return useMemo(() => {
    const byStudent = new Map<string, Map<string, string>>();
    for (const { id, askedBy, assignment, question } of listed?.requests ?? []) {
      const theirs = byStudent.get(askedBy.id) ?? new Map<string, string>();
      byStudent.set(askedBy.id, theirs);
      // Of several about a set the one that waits longest.
      for (const about of [assignment.slug, `${assignment.slug}/${question}`])
        if (!theirs.has(about)) theirs.set(about, id);
    }
    return byStudent;
  }, [listed]);
}
