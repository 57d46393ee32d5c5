import type { InlineComment } from '../../../../contract/inlineComment.ts';
import { AnnotatedCode } from '../../components/passages/AnnotatedCode.tsx';
import { CommentNote } from './CommentNote.tsx';

interface CommentedFileProps {
  file: { name: string; text: string };
  comments: readonly InlineComment[];
  macros: Record<string, string>;
}

/** A program with what graders said about its lines. */
export default function CommentedFile({ file, comments, macros }: CommentedFileProps) {
  const notes = comments
    .filter(({ here }) => here)
    .map((comment, index) => {
      const number = String(index + 1);
      const { id, start, end } = comment;
      const content = <CommentNote comment={comment} number={number} macros={macros} code />;
      return { id, start, end, number, content };
    });
  return <AnnotatedCode label={file.name} source={file.text} notes={notes} />;
}
