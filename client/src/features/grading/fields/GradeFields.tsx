import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useRef } from 'react';
import type { RubricItem } from '../../../../../contract/grading.ts';
import type { KeyPlace } from '../../../components/keyMap.ts';
import { laterDialog } from '../../../components/laterDialog.tsx';
import { useKeys, type KeyBindings } from '../../../components/useKeys.ts';
import { CommentField } from '../../saved-comments/CommentField.tsx';
import { Adjustment } from './Adjustment.tsx';
import {
  toggleFullMarks,
  toggleItem,
  withQuote,
  type GradeEdit,
  type GradeState,
} from '../grade/gradeState.ts';
import classes from '../grading.module.css';
import { RubricList } from './RubricList.tsx';

const RubricDialog = laterDialog(() => import('../rubric/RubricDialog.tsx'));

interface GradeFieldsProps {
  /** Whose keys they are. */
  place: KeyPlace;
  set: string;
  question: string;
  /** Items that can be applied. */
  rubric: RubricItem[];
  maxScore: number;
  grade: GradeState;
  /** What is done to the grade, which may be another one on the page than who does it has seen. */
  onChange: (edit: GradeEdit) => void;
  /** Item that the reading of a rule suggests and that is ticked already; null when none is. */
  fromRule: string | null;
  /** Who sees the comment, and when. */
  commentSeenBy: string;
  /** Comments on what is selected of one answer, in its text. @returns whether anything is */
  onComment?: () => boolean;
  /** Keys of the panel around, beside those of the fields. */
  keys: KeyBindings;
  /** Whether a press is meant for what is on the page. */
  accepts?: (event: KeyboardEvent) => boolean;
}

/** Rubric items to click, full marks, adjustment and comment: what a grade is made of, for one answer or many. */
export function GradeFields(props: GradeFieldsProps) {
  const { rubric, maxScore, grade, onChange } = props;
  const [rubricOpened, rubricDialog] = useDisclosure(false);
  const comment = useRef<HTMLTextAreaElement>(null);
  const filter = useRef<HTMLInputElement>(null);
  const giveFullMarks = () => onChange(toggleFullMarks);
  const toggle = (id: string) => onChange((seen) => toggleItem(seen, id, rubric));
  const toComment = () => comment.current?.focus();
  const commentOnSelection = () => {
    if (props.onComment?.()) return;
    const selection = document.getSelection();
    const isInAnswer = selection?.anchorNode?.parentElement?.closest('[data-answer]');
    const words = isInAnswer ? selection!.toString() : '';
    if (words.trim() !== '') onChange((seen) => ({ ...seen, comment: withQuote(seen.comment, words) }));
    toComment();
  };
  const items: KeyBindings = Object.fromEntries(
    rubric.filter(({ key }) => key <= 9).map(({ key, id }) => [String(key), () => toggle(id)]),
  );
  useKeys(
    props.place,
    {
      ...items,
      '0': giveFullMarks,
      f: toComment,
      c: commentOnSelection,
      e: rubricDialog.open,
      '/': () => filter.current?.focus(),
      ...props.keys,
    },
    props.accepts,
  );
  return (
    <>
      <div className={classes.panelHead}>
        <h2>Rubric</h2>
        <Button variant="subtle" size="compact-sm" onClick={rubricDialog.open}>
          Edit rubric
        </Button>
      </div>
      <RubricList
        place={props.place}
        items={rubric}
        applied={grade.appliedItemIds}
        fullMarks={grade.fullMarks}
        maxScore={maxScore}
        fromRule={props.fromRule}
        onToggle={toggle}
        onFullMarks={giveFullMarks}
        filterRef={filter}
      />
      <Adjustment
        value={grade.adjustment}
        onChange={(adjustment) => onChange((seen) => ({ ...seen, adjustment }))}
      />
      <CommentField
        ref={comment}
        label="Comment"
        description={`Markdown and $…$; ${props.commentSeenBy}`}
        minRows={2}
        maxRows={10}
        value={grade.comment}
        onChange={(next) => onChange((seen) => ({ ...seen, comment: next }))}
        keys={{ Escape: () => comment.current?.blur() }}
      />
      <RubricDialog
        opened={rubricOpened}
        onClose={rubricDialog.close}
        set={props.set}
        question={props.question}
      />
    </>
  );
}
