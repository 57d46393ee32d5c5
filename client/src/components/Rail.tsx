import { UnstyledButton, useMantineTheme, VisuallyHidden } from '@mantine/core';
import { useState } from 'react';
import { anchorOf } from './anchors.ts';
import { ExpandIcon } from './icons.tsx';
import { PersonDisc, type PersonHere } from './People.tsx';
import classes from './Rail.module.css';
import { StatusShape, type StatusKind } from './Status.tsx';
import { useKeyHint } from './KeyHint.tsx';
import { useKeys } from './useKeys.ts';

export interface RailEntry {
  /** Question id; the page has an element `question-<id>`. */
  id: string;
  label: string | null;
  title: string;
  /** How it stands, as a shape for eyes and a word for readers: "changed", "0.5/1". */
  state?: { kind: StatusKind; word: string };
  /** Who is at this question now. */
  people?: PersonHere[];
}

interface RailProps {
  entries: RailEntry[];
  /** Names the list for readers: "Questions", "Scores". */
  label: string;
  /** Id of the question that is looked at. */
  current: string | null;
}

const STORAGE_KEY = 'stepwise.rail';

/** Open or not, as last chosen on this device; at first open where there is room. */
function useOpen(): [boolean, () => void] {
  const { breakpoints } = useMantineTheme();
  const [open, setOpen] = useState(() => {
    const chosen = localStorage.getItem(STORAGE_KEY);
    return chosen === null ? matchMedia(`(min-width: ${breakpoints.xl})`).matches : chosen === 'open';
  });
  const toggle = () => {
    localStorage.setItem(STORAGE_KEY, open ? 'closed' : 'open');
    setOpen(!open);
  };
  return [open, toggle];
}

/** As it stands in the middle of a sentence; names of days stay as they are. */
const inside = (word: string): string => word.charAt(0).toLowerCase() + word.slice(1);

/** What follows the title for readers: ", changed, Emmy Noether is here". */
function spokenState({ state, people = [] }: RailEntry): string {
  const here = people.filter(({ away = false }) => !away).map(({ name }) => `${name} is here`);
  return [state && inside(state.word), ...here]
    .filter((part) => part !== undefined)
    .map((part) => `, ${part}`)
    .join('');
}

/** The questions of a page beside it, each with how it stands and who is there. `l` shows their titles. */
export function Rail({ entries, label, current }: RailProps) {
  const [open, toggle] = useOpen();
  useKeys('everywhere', { l: toggle });
  const words = open ? 'Hide titles' : 'Show titles';
  return (
    <nav className={classes.rail} aria-label={label} data-open={open || undefined} data-print="hidden">
      <ol>
        {entries.map((entry, index) => (
          <li key={entry.id}>
            <a
              href={`#${anchorOf(entry.id)}`}
              aria-current={entry.id === current ? 'location' : undefined}
              title={`${entry.title}${entry.state === undefined ? '' : `, ${entry.state.word}`}`}
            >
              <b>{entry.label ?? index + 1}</b>
              <VisuallyHidden>, </VisuallyHidden>
              {open ? (
                <span className={classes.title}>{entry.title}</span>
              ) : (
                <VisuallyHidden>{entry.title}</VisuallyHidden>
              )}
              <VisuallyHidden>{spokenState(entry)}</VisuallyHidden>
              <span className={classes.signs} aria-hidden="true">
                {entry.state !== undefined && <StatusShape kind={entry.state.kind} />}
                <span className={classes.people}>
                  {entry.people?.slice(0, 2).map((person) => (
                    <PersonDisc key={person.id} person={person} size={16} />
                  ))}
                </span>
              </span>
            </a>
          </li>
        ))}
      </ol>
      <UnstyledButton className={classes.toggle} onClick={toggle} aria-expanded={open} aria-label={words}>
        <ExpandIcon />
        {open && <span>{words}</span>}
        {/* Drawn by the style sheet: a hint for eyes, and no part of the button's name. */}
        <kbd aria-hidden="true" data-keys={useKeyHint('everywhere:l') ?? ''} />
      </UnstyledButton>
    </nav>
  );
}
