import { Button } from '@mantine/core';
import { useRef, useState, type DragEvent, type ReactNode } from 'react';
import classes from './CsvChoice.module.css';
import { UploadIcon } from './icons.tsx';

export interface ChosenFile {
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
}

interface CsvChoiceProps {
  /** Of the file that was chosen; null before. */
  name: string | null;
  onChoose: (file: ChosenFile) => void;
  /** What the file is to be like, said before one is chosen. */
  children: ReactNode;
}

/** Takes a CSV file, by a button or dropped. */
export function CsvChoice({ name, onChoose, children }: CsvChoiceProps) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const take = ([file]: Iterable<File>) => {
    if (file === undefined) return;
    void file.arrayBuffer().then((buffer) => onChoose({ name: file.name, bytes: new Uint8Array(buffer) }));
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  };
  return (
    <div
      className={classes.choice}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <input
        ref={input}
        type="file"
        hidden
        accept=".csv,.tsv,.txt,text/csv"
        data-testid="csv"
        onChange={({ currentTarget }) => {
          take(currentTarget.files ?? []);
          // So that choosing the same file again, after an edit, is a change.
          currentTarget.value = '';
        }}
      />
      <Button
        variant={name === null ? 'filled' : 'default'}
        leftSection={<UploadIcon />}
        onClick={() => input.current?.click()}
      >
        {name === null ? 'Choose a CSV file' : 'Choose another file'}
      </Button>
      <p className={classes.muted}>{name ?? children}</p>
    </div>
  );
}
