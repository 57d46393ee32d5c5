import { useMutation } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { getAssignment } from '../../../../contract/assignments.ts';
import { addressOf } from '../../api/address.ts';
import { getTexTemplate } from '../../../../contract/tex.ts';
import { useCall } from '../../api/query.ts';
import { useCourse } from '../../app/session.tsx';
import { Failure } from '../../components/Failure.tsx';
import { Page } from '../../components/Page.tsx';
import { Pending } from '../../components/Pending.tsx';
import { Time } from '../../components/Time.tsx';
import { StudentView } from './StudentView.tsx';

/** A set for those who do not hand it in: to read. */
export function StaffSheet({ set }: { set: string }) {
  const { course, mayDecide } = useCourse();
  const navigate = useNavigate();
  const trying = useMutation({
    // A student's sheet carries none of it.
    mutationFn: async () => (await import('../trying/openTrial.ts')).openTrial(course.slug, { set }),
    onSuccess: (page) => navigate(page),
  });
  const query = useCall(getAssignment, { params: { course: course.slug, assignment: set } });
  const assignment = query.data;
  if (assignment === undefined) return <Pending query={query} />;
  return (
    <Page
      title={assignment.title}
      crumbs={[{ label: 'Sets', to: `/c/${course.slug}` }]}
      about={
        <>
          <Time at={assignment.dueAt} timeZone={course.timeZone} form="due" />
          <span>Version {assignment.version}</span>
        </>
      }
      buttons={[
        { label: 'Dates and policy', to: `/c/${course.slug}/sets/${set}/policy` },
        { label: 'Extensions', to: `/c/${course.slug}/sets/${set}/extensions` },
        { label: 'Results', to: `/c/${course.slug}/results/${set}` },
      ]}
      more={[
        ...(mayDecide
          ? [
              {
                label: 'Try as a student',
                onClick: () => trying.mutate(),
                disabled: trying.isPending,
              },
            ]
          : []),
        ...(assignment.groupMax > 1 ? [{ label: 'Groups', to: `/c/${course.slug}/sets/${set}/groups` }] : []),
        ...(assignment.hasWritten
          ? [
              {
                label: 'LaTeX template',
                href: addressOf(getTexTemplate, { course: course.slug, assignment: set }),
              },
            ]
          : []),
      ]}
      width="prose"
    >
      <StudentView assignment={assignment} />
      <Failure error={trying.error} />
    </Page>
  );
}
