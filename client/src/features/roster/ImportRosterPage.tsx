import { useCourse } from '../../app/session.tsx';
import { Page } from '../../components/Page.tsx';
import { ImportRoster } from './ImportRoster.tsx';

/** A class from a file. */
export function Component() {
  const { course } = useCourse();
  return (
    <Page
      title="Import people"
      about="From a CSV file; an import removes nobody"
      crumbs={[{ label: 'People', to: `/c/${course.slug}/roster` }]}
    >
      <ImportRoster />
    </Page>
  );
}
