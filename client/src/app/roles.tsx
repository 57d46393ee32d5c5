import { lazy } from 'react';
import { Navigate, Outlet, useParams } from 'react-router';
import { useCourse } from './session.tsx';

/** Who gets there has followed an address. */
const NotForYou = lazy(() => import('./NotForYou.tsx'));
const ArchivedPage = lazy(() => import('./ArchivedPage.tsx'));

/** Around pages of a student's own work. Staff who follow a student's address come to the same set as they see it. */
export function ForStudents() {
  const { course, role } = useCourse();
  const { set } = useParams();
  if (role === 'student') return <Outlet />;
  return <Navigate replace to={`/c/${course.slug}/${set === undefined ? 'results' : `sets/${set}`}`} />;
}

/** Around pages of which the server gives others nothing: they are not shown forms that would be refused. */
export function ForInstructors() {
  return useCourse().role === 'instructor' ? <Outlet /> : <NotForYou whose="instructors" />;
}

/** Around pages about the work of a class: a student who follows such an address is told so, and sees no list that is empty for them alone. */
export function ForStaff() {
  return useCourse().role === 'student' ? <NotForYou whose="staff" /> : <Outlet />;
}

/** Around pages that are forms as a whole: an archived course refuses what they send. */
export function WhileOpen() {
  return useCourse().archived ? <ArchivedPage /> : <Outlet />;
}
