import { TextInput } from '@mantine/core';
import { useState, type RefObject } from 'react';
import type { RubricItem } from '../../../../contract/grading.ts';
import { deltaText } from '../../components/points.ts';
import classes from './grading.module.css';

interface RubricListProps {
  items: RubricItem[];
  /** Ids. */
  applied: string[];
  /** Id of the item that Stepwise has applied from the rule, where it has one. */
  fromRule?: string | null;
  onToggle: (id: string) => void;
  filterRef: RefObject<HTMLInputElement | null>;
}

const DIGITS = 9;

/** Items to click; the digit before each toggles it. Beyond nine they are found by their text. */
export function RubricList({ items, applied, fromRule = null, onToggle, filterRef }: RubricListProps) {
  const [filter, setFilter] = useState('');
  const wanted = filter.trim().toLowerCase();
  const found = items.filter(({ text }) => text.toLowerCase().includes(wanted));
  return (
    <>
      {items.length > DIGITS && (
        <TextInput
          ref={filterRef}
          size="xs"
          aria-label="Find a rubric item"
          placeholder="Find an item"
          rightSection={<kbd aria-hidden="true">/</kbd>}
          value={filter}
          onChange={(event) => setFilter(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') event.currentTarget.blur();
          }}
        />
      )}
      {items.length === 0 && <p className={classes.muted}>This question has no rubric items.</p>}
      <ul className={classes.rubric}>
        {found.map((item) => {
          const on = applied.includes(item.id);
          return (
            <li key={item.id}>
              <label className={classes.item} data-applied={on || undefined}>
                <input type="checkbox" checked={on} onChange={() => onToggle(item.id)} />
                {item.key <= DIGITS ? <kbd aria-hidden="true">{item.key}</kbd> : <span />}
                <span className={classes.itemPoints}>{deltaText(item.points)}</span>
                <span>
                  {item.text}
                  {on && item.id === fromRule && (
                    <span className={classes.muted}> · applied by Stepwise from the rule</span>
                  )}
                  {item.archivedAt !== null && <span className={classes.muted}> (archived)</span>}
                </span>
              </label>
            </li>
          );
        })}
      </ul>
    </>
  );
}
