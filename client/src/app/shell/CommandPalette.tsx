import { TextInput, VisuallyHidden } from '@mantine/core';
import { useMantineColorScheme } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { useNavigate } from 'react-router';
import { listAssignments } from '../../../../contract/assignments.ts';
import { searchCourse } from '../../../../contract/search.ts';
import { queryOf, useAside } from '../../api/query.ts';
import { Dialog } from '../../components/Dialog.tsx';
import { Failure } from '../../components/Failure.tsx';
import { useCourse } from '../session.tsx';
import { COLOR_SCHEMES } from './colorSchemes.tsx';
import classes from './CommandPalette.module.css';
import { placesOf, placeUrl } from './places.tsx';
import { hitsOf, morePlacesOf, notShown, setHits, showPart, type Found, type Hit } from './searching.ts';

interface Command {
  label: string;
  hint: string;
  run: () => void;
}

interface CommandPaletteProps {
  onClose: () => void;
}

export default function CommandPalette({ onClose }: CommandPaletteProps) {
  return (
    <Dialog
      opened
      onClose={onClose}
      title="Search or run a command"
      size="lg"
      yOffset="12vh"
      centered={false}
    >
      <Search onDone={onClose} />
    </Dialog>
  );
}

/** Somebody who types on is not asked about at each letter. */
const PAUSE_MS = 150;

interface Answer {
  /** Undefined before the first. While the next is on its way, the one before it. */
  found: Found | undefined;
  /** Whether it is of what stands in the field. */
  isThere: boolean;
  error: Error | null;
}

/** Sets, questions and people: the server knows what the reader may find. */
function useAnswer(text: string): Answer {
  const { course } = useCourse();
  const [asked] = useDebouncedValue(text, PAUSE_MS);
  const { data, error, isPlaceholderData } = useQuery({
    ...queryOf(searchCourse, { params: { course: course.slug }, query: { text: asked } }),
    enabled: asked !== '',
    placeholderData: keepPreviousData,
  });
  if (text === '') return { found: undefined, isThere: true, error: null };
  return {
    found: data,
    isThere: error !== null || (asked === text && data !== undefined && !isPlaceholderData),
    error,
  };
}

/** Pages and settings that have the text, then what was found. Before anything is typed: pages, sets and settings. */
function useCommands(text: string, found: Found | undefined): { own: Command[]; found: Command[] } {
  const { course, role } = useCourse();
  const navigate = useNavigate();
  const { setColorScheme } = useMantineColorScheme();
  const listed = useAside(listAssignments, { params: { course: course.slug } })?.assignments ?? [];
  const commandOf = ({ label, path, hint, part }: Hit): Command => ({
    label,
    hint,
    run: () => {
      const page = placeUrl(course.slug, path);
      void navigate(part === undefined ? page : `${page}#${part}`);
      if (part !== undefined) showPart(part);
    },
  });
  const pages = [...placesOf(role), ...(text === '' ? [] : morePlacesOf(role))].map((place) =>
    commandOf({ ...place, hint: 'Page' }),
  );
  const themes = COLOR_SCHEMES.map(({ value, label }) => ({
    label: `Theme: ${label.toLowerCase()}`,
    hint: 'Setting',
    run: () => setColorScheme(value),
  }));
  if (text === '') return { own: [...pages, ...setHits(role, listed).map(commandOf), ...themes], found: [] };
  const wanted = text.toLowerCase();
  const placeIn = ({ label }: Command) => label.toLowerCase().indexOf(wanted);
  // What begins so comes first: of "grade" the gradebook, then regrades.
  const own = [...pages, ...themes]
    .filter((each) => placeIn(each) !== -1)
    .toSorted((a, b) => Math.min(placeIn(a), 1) - Math.min(placeIn(b), 1));
  return { own, found: found === undefined ? [] : hitsOf(role, found).map(commandOf) };
}

function Search({ onDone }: { onDone: () => void }) {
  const { role } = useCourse();
  const [filter, setFilter] = useState('');
  const text = filter.trim();
  const answer = useAnswer(text);
  const { own, found } = useCommands(text, answer.found);
  const all = [...own, ...found];
  const [active, setActive] = useState(0);
  const index = Math.min(active, all.length - 1);
  const listId = useId();
  /** Enter was pressed before the answer was there. */
  const waits = useRef(false);
  const perform = (command: Command | undefined) => {
    if (command === undefined) return;
    onDone();
    command.run();
  };
  const enter = () => {
    // Of what was found for other letters nothing is taken unseen.
    if (answer.isThere || active > 0 || own.length > 0) perform(all[index]);
    else waits.current = true;
  };
  useEffect(() => {
    if (!answer.isThere || !waits.current) return;
    waits.current = false;
    perform(all[0]);
  });
  const press = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setActive((index + step + all.length) % Math.max(all.length, 1));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      enter();
    }
  };
  useEffect(() => {
    document.getElementById(`${listId}-${index}`)?.scrollIntoView({ block: 'nearest' });
  }, [listId, index]);
  const rest = answer.found === undefined || text === '' ? [] : notShown(answer.found);
  return (
    <>
      <TextInput
        data-autofocus
        role="combobox"
        aria-label={role === 'student' ? 'Page, set or question' : 'Page, set, question or person'}
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={index < 0 ? undefined : `${listId}-${index}`}
        autoComplete="off"
        maxLength={100}
        value={filter}
        onChange={(event) => {
          setFilter(event.currentTarget.value);
          setActive(0);
          waits.current = false;
        }}
        onKeyDown={press}
      />
      <ul
        id={listId}
        className={classes.list}
        role="listbox"
        aria-label="Results"
        aria-busy={!answer.isThere}
      >
        {all.map((command, at) => (
          <li
            key={`${command.hint} ${command.label} ${at}`}
            id={`${listId}-${at}`}
            role="option"
            aria-selected={at === index}
            className={classes.option}
            onClick={() => perform(command)}
            onMouseMove={() => setActive(at)}
          >
            <span dir="auto">{command.label}</span>
            <span className={classes.hint}>{command.hint}</span>
          </li>
        ))}
      </ul>
      {rest.length > 0 && <p className={classes.hint}>Shown: {rest.join(', ')}. Type more of the name.</p>}
      <Outcome text={text} count={all.length} isThere={answer.isThere} failed={answer.error !== null} />
      <Failure error={answer.error} title="Sets, questions and people were not searched" />
    </>
  );
}

interface OutcomeProps {
  text: string;
  count: number;
  isThere: boolean;
  failed: boolean;
}

/** How many there are, said to those who do not see the list; and to everybody that there is none. */
function Outcome({ text, count, isThere, failed }: OutcomeProps) {
  const none = isThere && count === 0 && !failed;
  return (
    <div role="status">
      {none && (
        <p className={classes.hint}>
          No match for “<span dir="auto">{text}</span>”
        </p>
      )}
      {isThere && text !== '' && count > 0 && (
        <VisuallyHidden>
          {count} {count === 1 ? 'result' : 'results'}
        </VisuallyHidden>
      )}
    </div>
  );
}
