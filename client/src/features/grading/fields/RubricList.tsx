import { TextInput } from '@mantine/core';
import { useState, type RefObject } from 'react';
import type { RubricItem } from '../../../../../contract/grading.ts';
import { KeyHint } from '../../../components/KeyHint.tsx';
import type { KeyPlace } from '../../../components/keyMap.ts';
import { deltaText, pointsText } from '../../../components/points.ts';
import classes from '../grading.module.css';
import { groupWords } from '../rubric/rubricWords.ts';

interface RubricListProps {
  /** Whose keys they are. */
  place: KeyPlace;
  items: RubricItem[];
  /** Ids. */
  applied: string[];
  fullMarks: boolean;
  maxScore: number;
  /** Id of the item that Stepwise suggests from the rule, where it has one. */
  fromRule?: string | null;
  onToggle: (id: string) => void;
  onFullMarks: () => void;
  filterRef: RefObject<HTMLInputElement | null>;
}

const DIGITS = 9;

/** Items to click; the digit before each toggles it. Beyond nine they are found by their text. */
export function RubricList({
  place,
  items,
  applied,
  fullMarks,
  maxScore,
  fromRule = null,
  onToggle,
  onFullMarks,
  filterRef,
}: RubricListProps) {
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
          rightSection={<KeyHint of={`${place}:/`} />}
          value={filter}
          onChange={(event) => setFilter(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') event.currentTarget.blur();
          }}
        />
      )}
      <ul className={classes.rubric}>
        {found.map((item) => {
          const on = applied.includes(item.id);
          const { group } = item;
          return (
            <li key={item.id}>
              <label className={classes.item} data-applied={on || undefined}>
                <input type="checkbox" checked={on} onChange={() => onToggle(item.id)} />
                <span>{item.key <= DIGITS && <KeyHint of={`${place}:${item.key}`} />}</span>
                <span className={classes.itemPoints}>{deltaText(item.points)}</span>
                <span>
                  {item.text}
                  {group !== null && <span className={classes.muted}> · {groupWords(group)}</span>}
                  {on && item.id === fromRule && (
                    <span className={classes.muted}> · suggested from the rule</span>
                  )}
                  {item.archivedAt !== null && <span className={classes.muted}> (archived)</span>}
                </span>
              </label>
            </li>
          );
        })}
        <li>
          <label className={classes.item} data-applied={fullMarks || undefined}>
            <input type="checkbox" checked={fullMarks} onChange={onFullMarks} />
            <span>
              <KeyHint of={`${place}:0`} />
            </span>
            <span className={classes.itemPoints}>= {pointsText(maxScore)}</span>
            <span>Full marks</span>
          </label>
        </li>
      </ul>
    </>
  );
}
