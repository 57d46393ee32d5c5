import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { getAssignment } from '../../../../contract/assignments.ts';
import { useCall } from '../../api/query.ts';
import { useCourse } from '../../app/session.tsx';
import { Page } from '../../components/Page.tsx';
import { Pending } from '../../components/Pending.tsx';
import { Due } from '../../components/Times.tsx';
import { TemplateLink } from '../tex/TemplateLink.tsx';
import { StudentView } from './StudentView.tsx';

/** A set for those who do not hand it in: to read. */
export function StaffSheet({ set }: { set: string }) {
  const { course } = useCourse();
  const query = useCall(getAssignment, { params: { course: course.slug, assignment: set } });
  const assignment = query.data;
  if (assignment === undefined) return <Pending query={query} />;
  return (
    <Page
      title={assignment.title}
      crumbs={[{ label: 'Question sets', to: `/c/${course.slug}` }]}
      about={
        <>
          <Due at={assignment.dueAt} timeZone={course.timeZone} />
          <span>Version {assignment.version}</span>
        </>
      }
      actions={
        <>
          {assignment.hasWritten && <TemplateLink params={{ course: course.slug, assignment: set }} />}
          <Button component={Link} to={`/c/${course.slug}/results/${set}`} variant="default">
            Results
          </Button>
        </>
      }
    >
      <StudentView assignment={assignment} />
    </Page>
  );
}
