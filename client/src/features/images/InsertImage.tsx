import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { lazy, Suspense, useRef, type ChangeEvent } from 'react';
import type { EditorHandle } from '../../components/editor/handle.ts';
import { ImageIcon } from '../../components/icons.tsx';
import { laterDialog } from '../../components/laterDialog.tsx';
import { useImages } from './ImagesProvider.tsx';
import { markdownOf } from './imageNames.ts';

/** Where a finger points there is a camera. */
const TakePhoto = lazy(() => import('./TakePhoto.tsx'));
const ImagesDialog = laterDialog(() => import('./ImagesDialog.tsx'));

interface InsertImageProps {
  /** Key of the draft. */
  draft: string;
  editor: EditorHandle;
}

const TAKEN = '.png,.jpg,.jpeg,.svg,.pdf,.heic,.heif,image/png,image/jpeg,image/svg+xml,application/pdf';

/** The visible way to images: a file chooser, and once there are some, a list of them. */
export function InsertImage({ draft, editor }: InsertImageProps) {
  const { images, uploads } = useImages();
  const input = useRef<HTMLInputElement>(null);
  const isHeld = matchMedia('(pointer: coarse)').matches;
  const [opened, dialog] = useDisclosure(false);
  const choose = () => input.current?.click();
  const chosen = {
    type: 'file',
    hidden: true,
    onChange: ({ currentTarget }: ChangeEvent<HTMLInputElement>) => {
      void uploads.add(draft, [...(currentTarget.files ?? [])], (block) => editor.insertBlock(block));
      dialog.close();
      // So that choosing the same file again, after an edit, is a change.
      currentTarget.value = '';
    },
  };
  return (
    <>
      <input {...chosen} ref={input} multiple accept={TAKEN} data-testid={`images-${draft}`} />
      <Button
        variant="default"
        size="compact-xs"
        leftSection={<ImageIcon />}
        title="PNG, JPEG, HEIC, SVG or PDF; you can also paste an image, or drop one on the answer"
        onClick={images.every(({ removed }) => removed) ? choose : dialog.open}
      >
        Insert image
      </Button>
      {isHeld && (
        <Suspense
          fallback={
            // Of its size, so that what stands beside it stays.
            <Button variant="default" size="compact-xs" leftSection={<ImageIcon />} disabled>
              Take a photo
            </Button>
          }
        >
          <TakePhoto draft={draft} chosen={chosen} />
        </Suspense>
      )}
      <ImagesDialog
        opened={opened}
        onClose={dialog.close}
        onChoose={choose}
        onInsert={({ name }) => {
          dialog.close();
          editor.insertBlock(markdownOf(name));
        }}
      />
    </>
  );
}
