import { Link } from 'react-router';
import { useCourse } from '../session.tsx';
import classes from './ArchivedBanner.module.css';

/** Above every page of a course in which nothing changes any more. */
export default function ArchivedBanner() {
  const { course, role } = useCourse();
  return (
    <p className={classes.banner} role="note" data-print="hidden">
      <strong>{course.code} is archived.</strong> Everything can be read, and nothing changes.{' '}
      {role === 'instructor' && <Link to={`/c/${course.slug}/settings`}>Open it again in Settings</Link>}
    </p>
  );
}
