import { TextInput } from '@mantine/core';
import { useMantineColorScheme } from '@mantine/core';
import { useId, useState, type KeyboardEvent } from 'react';
import { useNavigate } from 'react-router';
import { listAssignments } from '../../../../contract/assignments.ts';
import { useAside } from '../../api/query.ts';
import { Dialog } from '../../components/Dialog.tsx';
import { setNames } from '../../components/setNames.ts';
import { useCourse } from '../session.tsx';
import { COLOR_SCHEMES } from './colorSchemes.tsx';
import classes from './CommandPalette.module.css';
import { placesOf, placeUrl } from './places.tsx';

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
      <CommandList onDone={onClose} />
    </Dialog>
  );
}

function useCommands(): Command[] {
  const { course, role } = useCourse();
  const navigate = useNavigate();
  const { setColorScheme } = useMantineColorScheme();
  const listed = useAside(listAssignments, { params: { course: course.slug } })?.assignments ?? [];
  const names = setNames(listed);
  const go = (path: string) => () => void navigate(placeUrl(course.slug, path));
  return [
    ...placesOf(role).map((place) => ({ label: place.label, hint: 'Page', run: go(place.path) })),
    ...listed.map((set) => ({
      label: names.get(set.slug) ?? set.title,
      hint: 'Question set',
      run: go(role === 'student' ? `sets/${set.slug}` : `results/${set.slug}`),
    })),
    ...COLOR_SCHEMES.map(({ value, label }) => ({
      label: `Theme: ${label.toLowerCase()}`,
      hint: 'Setting',
      run: () => setColorScheme(value),
    })),
  ];
}

function CommandList({ onDone }: { onDone: () => void }) {
  const commands = useCommands();
  const [filter, setFilter] = useState('');
  const [active, setActive] = useState(0);
  const listId = useId();
  const wanted = filter.trim().toLowerCase();
  const found = commands.filter(({ label }) => label.toLowerCase().includes(wanted));
  const chosen = found[Math.min(active, found.length - 1)];
  const perform = (command: Command | undefined) => {
    if (command === undefined) return;
    onDone();
    command.run();
  };
  const press = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setActive((active + step + found.length) % Math.max(found.length, 1));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      perform(chosen);
    }
  };
  return (
    <>
      <TextInput
        data-autofocus
        role="combobox"
        aria-label="Page, question set or setting"
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={chosen === undefined ? undefined : `${listId}-${found.indexOf(chosen)}`}
        autoComplete="off"
        value={filter}
        onChange={(event) => {
          setFilter(event.currentTarget.value);
          setActive(0);
        }}
        onKeyDown={press}
      />
      <ul id={listId} className={classes.list} role="listbox" aria-label="Results">
        {found.map((command, index) => (
          <li
            key={`${command.hint} ${command.label} ${index}`}
            id={`${listId}-${index}`}
            role="option"
            aria-selected={command === chosen}
            className={classes.option}
            onClick={() => perform(command)}
            onMouseMove={() => setActive(index)}
          >
            <span>{command.label}</span>
            <span className={classes.hint}>{command.hint}</span>
          </li>
        ))}
      </ul>
      {found.length === 0 && <p className={classes.hint}>No match for “{filter.trim()}”</p>}
    </>
  );
}
