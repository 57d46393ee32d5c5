import { Skeleton } from '@mantine/core';
import { lazy, Suspense } from 'react';
import type { EditorProps } from './props.ts';

const CodeMirrorEditor = lazy(() => import('./CodeMirrorEditor.tsx'));

/** A text editor; CodeMirror comes in a chunk of its own. */
export function Editor(props: EditorProps) {
  return (
    <Suspense fallback={<Skeleton height={(props.minLines ?? 8) * 21 + 22} animate={false} />}>
      <CodeMirrorEditor {...props} />
    </Suspense>
  );
}
