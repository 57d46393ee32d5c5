import { Skeleton } from '@mantine/core';
import { lazy, Suspense } from 'react';
import type { EditorProps } from './props.ts';

const CodeMirrorEditor = lazy(() => import('./CodeMirrorEditor.tsx'));

/** A text editor; CodeMirror comes in a chunk of its own. */
export function Editor(props: EditorProps) {
  return (
    <Suspense fallback={<Place {...props} />}>
      <CodeMirrorEditor {...props} />
    </Suspense>
  );
}

/** As high as the editor will be, of the class that limits its height. */
function Place({ shared, value = '', minLines = 8 }: EditorProps) {
  const text = shared?.text.toString() ?? value;
  const lines = Math.max(minLines, text.split('\n').length);
  return (
    <div>
      <Skeleton className="cm-editor" height={lines * 21 + 20} animate={false} />
    </div>
  );
}
