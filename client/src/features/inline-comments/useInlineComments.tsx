import { useEffect, useState } from 'react';
import type { InlineComment } from '../../../../contract/inlineComment.ts';
import { listInlineComments } from '../../../../contract/inlineComments.ts';
import { useAside } from '../../api/query.ts';
import { useUser } from '../../app/session.tsx';
import type { Place } from '../../components/passages/align.ts';
import { goToNote, type Note } from '../../components/passages/note.ts';
import { CommentForm } from './CommentForm.tsx';
import {
  draftOf,
  isWritten,
  keepDraft,
  sendLeftDraft,
  writeAs,
  type AnswerPlace,
  type Draft,
} from './drafts.ts';
import { GraderNote } from './GraderNote.tsx';

interface Commented {
  answer: AnswerPlace;
  source: string;
  code: boolean;
  macros: Record<string, string>;
}

export interface InlineComments {
  /** What stands in the text, the comment that is being written with it. */
  notes: Note[];
  comments: InlineComment[];
  /** Opens the form; without a place it asks for one. */
  begin: (place: Place | null, first: Place) => void;
  /** Of the comment that was removed last. */
  putBack: (() => void) | null;
}

/** The comments on an answer as its graders see and write them. */
export function useInlineComments({ answer, source, code, macros }: Commented): InlineComments {
  const read = useAside(listInlineComments, { params: answer });
  const { userId } = useUser();
  const [draft, setDraft] = useState(() => {
    writeAs(userId);
    return draftOf(answer);
  });
  const [choosing, setChoosing] = useState(false);
  const [removed, setRemoved] = useState<(() => Promise<void>) | null>(null);
  const { submissionId, question } = answer;
  useEffect(() => () => sendLeftDraft({ submissionId, question }), [submissionId, question]);
  const comments = read?.comments ?? [];
  const open = (next: Draft | null) => {
    keepDraft(answer, next);
    setDraft(next);
  };
  /** One that is being written is not lost for another. @returns whether there is one */
  const goToWritten = (): boolean => {
    const written = draftOf(answer);
    if (written === null || !isWritten(written)) return false;
    if (draft?.id !== written.id) setDraft(written);
    goToNote(written.id);
    return true;
  };
  const form = draft !== null && (
    <CommentForm
      key={draft.id}
      answer={answer}
      draft={draft}
      now={comments.find(({ id }) => id === draft.id) ?? null}
      source={source}
      code={code}
      macros={macros}
      onPlace={choosing ? open : undefined}
      onDone={() => open(null)}
    />
  );
  const here = comments.filter((comment) => comment.here);
  const notes: Note[] = here.map((comment, index) => {
    const { id, start, end, text, revision } = comment;
    const number = String(index + 1);
    const edit = () => {
      if (goToWritten()) return;
      setChoosing(false);
      open({ id, start, end, text, baseRevision: revision, before: text });
    };
    const content =
      draft?.id === id ? (
        form
      ) : (
        <GraderNote
          answer={answer}
          comment={comment}
          number={number}
          macros={macros}
          code={code}
          onEdit={edit}
          onRemoved={(putBack) => setRemoved(() => putBack)}
        />
      );
    return { id, start, end, number, content };
  });
  if (draft !== null && !here.some(({ id }) => id === draft.id))
    notes.push({ id: draft.id, start: draft.start, end: draft.end, number: '+', content: form });
  return {
    notes,
    comments,
    begin: (place, first) => {
      if (goToWritten()) return;
      setChoosing(place === null);
      const { start, end } = place ?? first;
      open({ id: crypto.randomUUID(), start, end, text: '', baseRevision: null, before: '' });
    },
    putBack:
      removed &&
      (() => {
        setRemoved(null);
        void removed().catch(() => setRemoved(() => removed));
      }),
  };
}
