import type { ReactNode } from 'react';
import classes from './Notice.module.css';
import { Message } from './Message.tsx';

interface NoticeProps {
  kind: 'info' | 'success' | 'warning' | 'danger';
  title?: string;
  children?: ReactNode;
}

/** A message that stays on the page: what happened, whether the work is safe, what to do. */
export function Notice({ kind, title, children }: NoticeProps) {
  return (
    <div className={classes.notice} data-kind={kind} role={kind === 'danger' ? 'alert' : undefined}>
      {title !== undefined && (
        <strong className={classes.title}>
          <Message>{title}</Message>
        </strong>
      )}
      {children}
    </div>
  );
}
