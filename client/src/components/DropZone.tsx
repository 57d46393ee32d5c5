import { Button, type ButtonProps } from '@mantine/core';
import { useRef, useState, type DragEvent, type ReactNode } from 'react';
import classes from './DropZone.module.css';
import { UploadIcon } from './icons.tsx';

interface DropZoneProps {
  /** At least one file. */
  onDrop: (files: File[]) => void;
  /** Buttons that choose, and what is said. */
  children: ReactNode;
}

/** Where files may be dropped. */
export function DropZone({ onDrop, children }: DropZoneProps) {
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const files = [...event.dataTransfer.files];
    if (files.length > 0) onDrop(files);
  };
  return (
    <div
      className={classes.zone}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      {children}
    </div>
  );
}

/** Not known to React's types, though every browser has it. */
const FOLDER = { webkitdirectory: '' };

interface ChooseFilesProps extends Pick<ButtonProps, 'size' | 'disabled' | 'loading'> {
  /** One file where absent. */
  takes?: 'several' | 'folder';
  /** Endings and types that the browser offers. */
  accept?: string;
  /** Whether it is what to do next. */
  isNext?: boolean;
  'data-testid': string;
  /** The first to have the focus in a dialog. */
  'data-autofocus'?: boolean;
  /** At least one file. */
  onChoose: (files: File[]) => void;
  children: ReactNode;
}

/** A button that opens the browser's own choice of files. */
export function ChooseFiles({
  takes,
  accept,
  isNext = false,
  'data-testid': testId,
  onChoose,
  children,
  ...look
}: ChooseFilesProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        accept={accept}
        multiple={takes === 'several'}
        {...(takes === 'folder' && FOLDER)}
        data-testid={testId}
        onChange={({ currentTarget }) => {
          const files = [...(currentTarget.files ?? [])];
          // So that choosing the same again, after an edit, is a change.
          currentTarget.value = '';
          if (files.length > 0) onChoose(files);
        }}
      />
      <Button
        variant={isNext ? 'filled' : 'default'}
        leftSection={<UploadIcon />}
        {...look}
        onClick={() => input.current?.click()}
      >
        {children}
      </Button>
    </>
  );
}
