import type { ReactNode } from 'react';
import { useMembership, useSession } from '../../app/session.tsx';
import { Page } from '../../components/Page.tsx';
import classes from './own.module.css';

interface OwnPageProps {
  title: string;
  /** Of administrators: it is one of several that their courses' page lists. */
  ofAll?: boolean;
  children: ReactNode;
}

/** A page of one's own, which is of no course, with the way back. */
export function OwnPage({ title, ofAll = false, children }: OwnPageProps) {
  const course = useMembership()?.course;
  const isAdministrator = useSession().user?.isAdministrator === true;
  const back =
    course === undefined || (ofAll && isAdministrator)
      ? { label: 'Your courses', to: '/courses' }
      : { label: course.code, to: `/c/${course.slug}` };
  return (
    <Page title={title} crumbs={[back]} width="prose">
      <div className={classes.column}>{children}</div>
    </Page>
  );
}
