import { VisuallyHidden } from '@mantine/core';
import classes from './TextDiff.module.css';
import { countWords, piecesOf, type Piece } from './wordDiff.ts';

interface TextDiffProps {
  before: string;
  after: string;
  /** Such as "submission 1". */
  since: string;
  code?: boolean;
}

/** One text with what was added and removed since another, read aloud as such. A chunk of its own. */
export default function TextDiff({ before, after, since, code = false }: TextDiffProps) {
  const pieces = piecesOf(before, after);
  const [added, removed] = [countWords(pieces, 'added'), countWords(pieces, 'removed')];
  return (
    <figure className={classes.diff}>
      <figcaption>
        Words since {since}: <b className={classes.added}>+{added}</b>{' '}
        <b className={classes.removed}>−{removed}</b>
      </figcaption>
      <div className={classes.text} data-difference data-code={code || undefined} tabIndex={0}>
        {pieces.map((piece, index) => (
          <PieceView key={index} piece={piece} />
        ))}
      </div>
    </figure>
  );
}

function PieceView({ piece: { kind, text } }: { piece: Piece }) {
  if (kind === 'same') return text;
  const Tag = kind === 'added' ? 'ins' : 'del';
  return (
    <Tag>
      <VisuallyHidden component="span" data-aloud>
        {' '}
        {kind}:{' '}
      </VisuallyHidden>
      {text}
      <VisuallyHidden component="span" data-aloud>
        {' '}
        end {kind}{' '}
      </VisuallyHidden>
    </Tag>
  );
}
