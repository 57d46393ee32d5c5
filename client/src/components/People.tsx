import { initialsOf } from './initials.ts';
import classes from './People.module.css';

export interface PersonHere {
  id: string;
  name: string;
  /** One of six; stays the same for a person as long as the page is open. */
  tone: 1 | 2 | 3 | 4 | 5 | 6;
  /** Faded: a member who is not here now. */
  away?: boolean;
}

/** One person as a disc with initials. The name is said to readers unless the words beside it say it. */
export function PersonDisc({ person, size = 24 }: { person: PersonHere; size?: 16 | 24 }) {
  return (
    <span
      className={classes.disc}
      data-tone={person.tone}
      data-size={size}
      data-away={person.away || undefined}
      role="img"
      aria-label={person.away ? `${person.name}, away` : person.name}
      title={person.name}
      data-initials={initialsOf(person.name)}
    />
  );
}

/** Several people side by side, those who are here first. */
export function People({ people }: { people: PersonHere[] }) {
  const ordered = people.toSorted((a, b) => Number(a.away ?? false) - Number(b.away ?? false));
  return (
    <span className={classes.people}>
      {ordered.map((person) => (
        <PersonDisc key={person.id} person={person} />
      ))}
    </span>
  );
}
