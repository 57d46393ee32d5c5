import { useLayoutEffect, useRef, type ReactNode } from 'react';
import { whenPainted } from './painted.ts';

interface PaintedProps {
  /** `keyOfAnswer` of the answer inside. */
  answer: string;
  className?: string | undefined;
  children: ReactNode;
}

/** An answer with all that is about it: keys act on it from when it can be seen. */
export function Painted({ answer, className, children }: PaintedProps) {
  const element = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => whenPainted(answer, element.current), [answer]);
  return (
    <div ref={element} className={className}>
      {children}
    </div>
  );
}
