import type { ReactNode } from 'react';
import { isRefusal } from '../api/ApiError.ts';
import { Message } from './Message.tsx';
import { Notice } from './Notice.tsx';
import { Outcome } from './Outcome.tsx';

interface FailureProps {
  /** Null while nothing has gone wrong. */
  error: Error | null;
  /** Such as "Not imported". */
  title?: string;
  /** Such as "Nothing was published." */
  unchanged?: string;
  /** What to do. */
  children?: ReactNode;
}

/** What became of a request that failed, below where it was made. That it changed nothing is said only where that is known. */
export function Failure({ error, title, unchanged, children }: FailureProps) {
  if (error === null) return null;
  const refused = isRefusal(error);
  // Many a refusal says so itself.
  const isSaid = unchanged === undefined || error.message.includes(unchanged.replace(/\.$/, ''));
  return (
    <Outcome>
      <Notice kind="danger" title={refused ? title : undefined}>
        <p>
          <Message>{error.message}</Message> {refused && !isSaid && unchanged}
        </p>
        {children}
      </Notice>
    </Outcome>
  );
}
