import { NavLink } from 'react-router';
import { useCourse } from '../session.tsx';
import classes from './Navigation.module.css';
import { placesOf, placeUrl } from './places.tsx';

export function Navigation() {
  const { course, role } = useCourse();
  return (
    <nav className={classes.nav} aria-label="Course">
      <p className={classes.course}>
        <strong>
          {course.code} {course.title}
        </strong>
        <br />
        {course.term}
      </p>
      <ul>
        {placesOf(role).map((place) => (
          <li key={place.path}>
            <NavLink to={placeUrl(course.slug, place.path)} end={place.path === ''}>
              {place.icon}
              {place.label}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
