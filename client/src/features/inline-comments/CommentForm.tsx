import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import type { InlineComment } from '../../../../contract/inlineComment.ts';
import { listInlineComments, MAX_COMMENT } from '../../../../contract/inlineComments.ts';
import { invalidate } from '../../api/query.ts';
import { announce } from '../../app/announcer.ts';
import { Cancel } from '../../components/Form.tsx';
import { Markup } from '../../components/Markup.tsx';
import { Failure } from '../../components/Failure.tsx';
import { Notice } from '../../components/Notice.tsx';
import { Outcome } from '../../components/Outcome.tsx';
import { noteId } from '../../components/passages/note.ts';
import { CommentField } from '../saved-comments/CommentField.tsx';
import { discard, keepDraft, sendDraft, type AnswerPlace, type Draft } from './drafts.ts';
import classes from './inlineComments.module.css';
import { PlaceChooser } from './PlaceChooser.tsx';

interface CommentFormProps {
  answer: AnswerPlace;
  draft: Draft;
  source: string;
  code: boolean;
  macros: Record<string, string>;
  /** What a comment says by now that gets other words. */
  now: InlineComment | null;
  /** Another passage, where nothing was selected. */
  onPlace?: (draft: Draft) => void;
  onDone: () => void;
}

/** Words about a passage, as they are written and as the group will read them. */
export function CommentForm(props: CommentFormProps) {
  const { answer, draft, now, source, code, macros, onPlace, onDone } = props;
  const [text, setText] = useState(draft.text);
  const drawn = useDeferredValue(text);
  // Changed elsewhere since: what it says now is shown, and then saving puts these words in its place.
  const other = draft.baseRevision !== null && now && now.revision !== draft.baseRevision ? now : null;
  const saving = useMutation({
    mutationFn: () =>
      sendDraft(answer, { ...draft, text, baseRevision: other?.revision ?? draft.baseRevision }),
    onError: () => invalidate(listInlineComments),
    onSuccess: () => {
      announce('Comment saved');
      onDone();
    },
  });
  const save = () => {
    if (text.trim() !== '' && !saving.isPending) saving.mutate();
  };
  const cancel = () => {
    if (saving.isPending) return;
    keepDraft(answer, null);
    discard({ answer, draft });
    onDone();
  };
  return (
    <div
      id={noteId(draft.id)}
      tabIndex={-1}
      className={classes.form}
      role="group"
      aria-label="Comment on the passage"
    >
      {onPlace && (
        <PlaceChooser
          source={source}
          code={code}
          place={draft}
          onChange={(place) => onPlace({ ...draft, text, ...place })}
        />
      )}
      <CommentField
        label="Comment on the passage"
        description="Markdown and $…$; the group reads it here when grades are released"
        autoFocus
        minRows={2}
        maxLength={MAX_COMMENT}
        // What is typed while it is on its way would be lost.
        readOnly={saving.isPending}
        value={text}
        onChange={(next) => {
          setText(next);
          keepDraft(answer, { ...draft, text: next });
        }}
        keys={{ 'Mod+Enter': save, Escape: cancel }}
      />
      {drawn.trim() !== '' && (
        <div className={classes.preview} aria-label="Preview" role="group">
          <Markup source={drawn} macros={macros} size="small" />
        </div>
      )}
      <div className={classes.buttons}>
        <Button size="compact-md" disabled={text.trim() === ''} loading={saving.isPending} onClick={save}>
          {draft.baseRevision === null ? 'Add comment' : 'Save comment'}
        </Button>
        <Cancel size="compact-md" variant="subtle" onClick={cancel} isSaving={saving.isPending} />
      </div>
      <Failure error={saving.error} />
      {other && (
        <Outcome>
          <Notice kind="warning" title="It was changed meanwhile. It says now:">
            <Markup source={other.text} macros={macros} size="small" />
          </Notice>
        </Outcome>
      )}
    </div>
  );
}
