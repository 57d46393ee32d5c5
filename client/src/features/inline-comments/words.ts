import type { InlineComment } from '../../../../contract/inlineComment.ts';

type Lines = Pick<InlineComment, 'line' | 'endLine'>;

/** `line 12`, `lines 12–14`. */
export const linesText = ({ line, endLine }: Lines): string =>
  line === endLine ? `line ${line}` : `lines ${line}–${endLine}`;

/** Of several, `lines 3, 12–14`. */
export function allLinesText(comments: readonly Lines[]): string {
  const all = comments.map(({ line, endLine }) => (line === endLine ? `${line}` : `${line}–${endLine}`));
  return `${comments.length === 1 && !all[0]!.includes('–') ? 'line' : 'lines'} ${all.join(', ')}`;
}
