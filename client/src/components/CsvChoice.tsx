import type { ReactNode } from 'react';
import classes from './CsvChoice.module.css';
import { ChooseFiles, DropZone } from './DropZone.tsx';

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
  const take = ([file]: File[]) => {
    if (file === undefined) return;
    void file.arrayBuffer().then((buffer) => onChoose({ name: file.name, bytes: new Uint8Array(buffer) }));
  };
  return (
    <DropZone onDrop={take}>
      <ChooseFiles accept=".csv,.tsv,.txt,text/csv" isNext={name === null} data-testid="csv" onChoose={take}>
        {name === null ? 'Choose a CSV file' : 'Choose another file'}
      </ChooseFiles>
      <p className={classes.muted}>{name ?? children}</p>
    </DropZone>
  );
}
