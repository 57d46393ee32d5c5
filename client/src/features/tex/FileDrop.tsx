import { Button } from '@mantine/core';
import { useRef, useState } from 'react';
import { UploadIcon } from '../../components/icons.tsx';
import classes from './tex.module.css';

interface FileDropProps {
  /** Name of the file that is shown; null before the first. */
  current: string | null;
  busy: boolean;
  onChoose: (file: File) => void;
}

/** One file, by a button or by dropping it. */
export function FileDrop({ current, busy, onChoose }: FileDropProps) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const take = (files: FileList | null) => {
    const file = files?.[0];
    if (file !== undefined && !busy) onChoose(file);
  };
  return (
    <div
      className={classes.drop}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer.files);
      }}
    >
      <input
        ref={input}
        type="file"
        accept=".tex,.ltx,.latex,.zip"
        hidden
        data-testid="tex-file"
        onChange={(event) => {
          take(event.currentTarget.files);
          // So that choosing the same file again, after an edit, is a change.
          event.currentTarget.value = '';
        }}
      />
      <Button
        variant={current === null ? 'filled' : 'default'}
        leftSection={<UploadIcon />}
        loading={busy}
        onClick={() => input.current?.click()}
      >
        {current === null ? 'Choose a .tex or .zip' : 'Choose another file'}
      </Button>
      <p className={classes.muted}>
        {current === null
          ? 'Or drop it here. On Overleaf: Menu, Download, Source. No answer changes before you have seen and confirmed it.'
          : current}
      </p>
    </div>
  );
}
