import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { getSetDraft } from '../../../../../contract/setDrafts.ts';
import { queryOf } from '../../../api/query.ts';
import { useCourse } from '../../../app/session.tsx';
import { Pending } from '../../../components/Pending.tsx';
import { SetEditor } from './SetEditor.tsx';

/** A set's files as they are being written. */
export function Component() {
  const { course } = useCourse();
  const { draft = '' } = useParams();
  const params = { course: course.slug, draft };
  // Once: what is being written is not replaced by what somebody else saved.
  const query = useQuery({ ...queryOf(getSetDraft, { params }), staleTime: 'static', gcTime: 0 });
  return query.data === undefined ? <Pending query={query} /> : <SetEditor key={draft} opened={query.data} />;
}
