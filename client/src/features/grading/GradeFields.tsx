import { Button, Textarea } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useRef } from 'react';
import type { RubricItem } from '../../../../contract/grading.ts';
import { useKeys, type KeyBindings } from '../../components/useKeys.ts';
import { Adjustment } from './Adjustment.tsx';
import { fullMarks, toggleItem, type GradeState } from './gradeState.ts';
import classes from './grading.module.css';
import { RubricDialog } from './RubricDialog.tsx';
import { RubricList } from './RubricList.tsx';

interface GradeFieldsProps {
  set: string;
  question: string;
  /** Items that can be applied. */
  rubric: RubricItem[];
  /** Items that can be edited, archived ones too. */
  allItems: RubricItem[];
  grade: GradeState;
  onChange: (grade: GradeState) => void;
  /** Item that the reading of a rule prepared; null when none did. */
  fromRule: string | null;
  /** Who sees the comment, and when. */
  commentSeenBy: string;
  /** Keys of the panel around, beside those of the fields. */
  keys: KeyBindings;
}

/** Rubric items to click, full marks, adjustment and comment: what a grade is made of, for one answer or many. */
export function GradeFields(props: GradeFieldsProps) {
  const { rubric, grade, onChange } = props;
  const [rubricOpened, rubricDialog] = useDisclosure(false);
  const comment = useRef<HTMLTextAreaElement>(null);
  const filter = useRef<HTMLInputElement>(null);
  const giveFullMarks = () => onChange(fullMarks(grade, rubric));
  const items: KeyBindings = Object.fromEntries(
    rubric
      .filter(({ key }) => key <= 9)
      .map(({ key, id }) => [String(key), () => onChange(toggleItem(grade, id))]),
  );
  useKeys({
    ...items,
    '0': giveFullMarks,
    f: () => comment.current?.focus(),
    e: rubricDialog.open,
    '/': () => filter.current?.focus(),
    ...props.keys,
  });
  return (
    <>
      <div className={classes.panelHead}>
        <h2>Rubric</h2>
        <Button variant="subtle" size="compact-sm" onClick={rubricDialog.open}>
          Edit rubric
        </Button>
      </div>
      <RubricList
        items={rubric}
        applied={grade.appliedItemIds}
        fromRule={props.fromRule}
        onToggle={(id) => onChange(toggleItem(grade, id))}
        filterRef={filter}
      />
      <Button
        fullWidth
        variant="default"
        justify="space-between"
        onClick={giveFullMarks}
        rightSection={<kbd aria-hidden="true">0</kbd>}
      >
        Full marks
      </Button>
      <Adjustment value={grade.adjustment} onChange={(adjustment) => onChange({ ...grade, adjustment })} />
      <Textarea
        ref={comment}
        label="Comment"
        description={`Markdown and $…$; ${props.commentSeenBy}`}
        autosize
        minRows={2}
        maxRows={10}
        value={grade.comment}
        onChange={(event) => onChange({ ...grade, comment: event.currentTarget.value })}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.blur();
        }}
      />
      <RubricDialog
        opened={rubricOpened}
        onClose={rubricDialog.close}
        items={props.allItems}
        set={props.set}
        question={props.question}
      />
    </>
  );
}
