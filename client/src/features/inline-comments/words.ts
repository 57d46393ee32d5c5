import type { InlineComment } from '../../../../contract/inlineComment.ts';

type Lines = Pick<InlineComment, 'line' | 'endLine'>;

/** `line 12`, `lines 12–14`. */
export const linesText = ({ line, endLine }: Lines): string =>
  line === endLine ? `line ${line}` : `lines ${line}–${endLine}`;
