import type { Extension } from '@codemirror/state';
import { useMemo } from 'react';
import type { EditorHandle } from '../../components/editor/handle.ts';
import { fileInput } from '../../components/editor/images.ts';
import { useImages } from './ImagesProvider.tsx';
import { isPicture } from './imageNames.ts';

/** Paste and drop for the editor of a draft. */
export function useImagePaste(draft: string, editor: EditorHandle | null): Extension {
  const { uploads } = useImages();
  return useMemo(
    () =>
      fileInput(isPicture, (files) => void uploads.add(draft, files, (block) => editor?.insertBlock(block))),
    [uploads, draft, editor],
  );
}
