import { useMutation } from '@tanstack/react-query';
import type { InlineComment } from '../../../../contract/inlineComment.ts';
import { editInlineComment, removeInlineComment } from '../../../../contract/inlineComments.ts';
import { call } from '../../api/call.ts';
import { announce } from '../../app/announcer.ts';
import { useCourse, useUser } from '../../app/session.tsx';
import { Message } from '../../components/Message.tsx';
import { CommentNote } from './CommentNote.tsx';
import { showComments, type AnswerPlace } from './drafts.ts';
import classes from './inlineComments.module.css';

interface GraderNoteProps {
  answer: AnswerPlace;
  comment: InlineComment;
  number: string;
  macros: Record<string, string>;
  code: boolean;
  onEdit: () => void;
  /** It is gone, and can be put back. */
  onRemoved: (putBack: () => Promise<void>) => void;
}

/** A comment as graders see it: its author changes its words, an instructor may take anybody's away. */
export function GraderNote({ answer, comment, number, macros, code, onEdit, onRemoved }: GraderNoteProps) {
  const { userId } = useUser();
  const { mayAct, mayDecide } = useCourse();
  const isMine = comment.by.id === userId;
  const params = { ...answer, commentId: comment.id };
  const removing = useMutation({
    mutationFn: () => call(removeInlineComment, { params, query: { baseRevision: comment.revision } }),
    onSuccess: ({ comments }) => {
      announce('Comment removed');
      showComments(answer, comments);
      if (!isMine) return;
      onRemoved(async () => {
        const body = { text: comment.text, baseRevision: comment.revision + 1 };
        showComments(answer, (await call(editInlineComment, { params, body })).comments);
        announce('Comment is back');
      });
    },
  });
  // One about an earlier answer that says the same is changed where it was made.
  const isHere = mayAct && comment.submissionId === answer.submissionId;
  return (
    <CommentNote comment={comment} number={number} macros={macros} code={code}>
      {isHere && isMine && (
        <button type="button" className={classes.act} onClick={onEdit}>
          Edit
        </button>
      )}
      {isHere && (isMine || mayDecide) && (
        <button
          type="button"
          className={classes.act}
          disabled={removing.isPending}
          onClick={() => removing.mutate()}
        >
          Remove
        </button>
      )}
      {comment.submissionId !== answer.submissionId && <span>on submission {comment.number}</span>}
      {removing.error !== null && (
        <span role="alert">
          <Message>{removing.error.message}</Message>
        </span>
      )}
    </CommentNote>
  );
}
