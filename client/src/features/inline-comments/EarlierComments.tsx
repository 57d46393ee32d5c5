import type { InlineComment } from '../../../../contract/inlineComment.ts';
import { CommentNote } from './CommentNote.tsx';
import classes from './inlineComments.module.css';

interface EarlierCommentsProps {
  comments: readonly InlineComment[];
  macros: Record<string, string>;
  code: boolean;
}

/** What was said about earlier submissions, whose words are not the ones that are shown. */
export default function EarlierComments({ comments, macros, code }: EarlierCommentsProps) {
  const bySubmission = Map.groupBy(
    comments.filter(({ here }) => !here),
    ({ number }) => number,
  );
  return [...bySubmission].map(([number, some]) => (
    <section key={number} className={classes.earlier} aria-label={`Comments on submission ${number}`}>
      <h3>On submission {number}</h3>
      {some.map((comment) => (
        <CommentNote key={comment.id} comment={comment} macros={macros} code={code} />
      ))}
    </section>
  ));
}
