import { useQuery } from '@tanstack/react-query';
import { getSetDraft } from '../../../../../contract/setDrafts.ts';
import { call } from '../../../api/call.ts';
import { useCourse } from '../../../app/session.tsx';
import { Failure } from '../../../components/Failure.tsx';
import { Notice } from '../../../components/Notice.tsx';
import { Time } from '../../../components/Time.tsx';
import type { Files } from '../files/readFiles.ts';
import { FileChanges } from './FileChanges.tsx';

/** What a colleague published since the draft was begun, and what publishing the draft would make of it. */
export function PublishedSince({ set, version, mine }: { set: string; version: number; mine: Files }) {
  const { course } = useCourse();
  const params = { course: course.slug, draft: set };
  const { data, error } = useQuery({
    queryKey: ['publishedSince', course.slug, set, version],
    queryFn: () => call(getSetDraft, { params }),
    staleTime: 'static',
    gcTime: 0,
  });
  if (data === undefined)
    return <Failure error={error} title={`Version ${version}, published meanwhile, could not be read`} />;
  // Without a draft its files are those in force.
  const { by, at, files } = data.since ?? { ...data.saved, files: data.files };
  return (
    <Notice kind="warning" title={`${by?.name ?? 'Somebody'} published version ${version} meanwhile`}>
      {at !== undefined && (
        <>
          <Time at={at} timeZone={course.timeZone} />, after you began.{' '}
        </>
      )}
      Publishing yours takes its place. From it to yours:
      <FileChanges before={files} after={mine} since={`version ${version}`} />
    </Notice>
  );
}
