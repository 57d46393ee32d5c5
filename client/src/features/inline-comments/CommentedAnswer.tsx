import type { InlineComment } from '../../../../contract/inlineComment.ts';
import { AnnotatedMarkup } from '../../components/passages/AnnotatedMarkup.tsx';
import { CommentNote } from './CommentNote.tsx';

interface CommentedAnswerProps {
  source: string;
  comments: readonly InlineComment[];
  macros: Record<string, string>;
  imageUrl: (name: string) => string | null;
}

/** An answer with what graders said about its passages. */
export default function CommentedAnswer({ source, comments, macros, imageUrl }: CommentedAnswerProps) {
  const notes = comments
    .filter(({ here }) => here)
    .map((comment, index) => {
      const number = String(index + 1);
      const { id, start, end } = comment;
      const content = <CommentNote comment={comment} number={number} macros={macros} code={false} />;
      return { id, start, end, number, content };
    });
  return <AnnotatedMarkup source={source} macros={macros} imageUrl={imageUrl} notes={notes} />;
}
