import { Skeleton } from '@mantine/core';
import { lazy, Suspense } from 'react';
import type { EditorLanguage } from './languages.ts';

export interface EditorProps {
  /** Read to people who do not see the page. */
  label: string;
  /** Id of the element with hints. */
  describedBy?: string;
  value: string;
  onChange?: (value: string) => void;
  language: EditorLanguage;
  readOnly?: boolean;
  placeholder?: string;
  /** Height of an empty editor in lines. */
  minLines?: number;
}

const CodeMirrorEditor = lazy(() => import('./CodeMirrorEditor.tsx'));

/** A text editor; CodeMirror comes in a chunk of its own. */
export function Editor(props: EditorProps) {
  return (
    <Suspense fallback={<Skeleton height={(props.minLines ?? 8) * 21 + 22} animate={false} />}>
      <CodeMirrorEditor {...props} />
    </Suspense>
  );
}
