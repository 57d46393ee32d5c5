import { useCourse } from '../../../app/session.tsx';
import { Page } from '../../../components/Page.tsx';
import { PublishForm } from './PublishForm.tsx';

/** What can be published, and what is being written. */
export function Component() {
  const { course } = useCourse();
  return (
    <Page
      title="Publish a question set"
      about="From its files: assignment.yaml, and a folder for each question"
      crumbs={[{ label: 'Sets', to: `/c/${course.slug}` }]}
    >
      <PublishForm />
    </Page>
  );
}
