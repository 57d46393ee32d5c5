import { Button } from '@mantine/core';
import { useRef, useState, type DragEvent } from 'react';
import { Details } from '../../../components/Details.tsx';
import { UploadIcon } from '../../../components/icons.tsx';
import classes from '../authoring.module.css';
import type { Files } from './readFiles.ts';

interface FileChoiceProps {
  files: Files | null;
  onChoose: (files: Iterable<File>) => void;
}

/** Not known to React's types, though every browser has it. */
const FOLDER = { webkitdirectory: '' };

/** A folder by its button, several files by another or by dropping them. */
export function FileChoice({ files, onChoose }: FileChoiceProps) {
  const folder = useRef<HTMLInputElement>(null);
  const several = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const take = (input: HTMLInputElement) => {
    if (input.files !== null && input.files.length > 0) onChoose([...input.files]);
    // So that choosing the same folder again, after an edit, is a change.
    input.value = '';
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    if (event.dataTransfer.files.length > 0) onChoose([...event.dataTransfer.files]);
  };
  const count = files === null ? 0 : Object.keys(files).length;
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
        ref={folder}
        type="file"
        hidden
        data-testid="folder"
        {...FOLDER}
        onChange={(event) => take(event.currentTarget)}
      />
      <input
        ref={several}
        type="file"
        hidden
        multiple
        data-testid="files"
        onChange={(event) => take(event.currentTarget)}
      />
      <div className={classes.buttons}>
        <Button
          variant={files === null ? 'filled' : 'default'}
          leftSection={<UploadIcon />}
          onClick={() => folder.current?.click()}
        >
          Choose a folder
        </Button>
        <Button variant="default" onClick={() => several.current?.click()}>
          Choose files
        </Button>
      </div>
      {files === null ? (
        <p className={classes.muted}>Nothing is published until you have read the checks and confirmed.</p>
      ) : (
        <Details summary={`${count} ${count === 1 ? 'file' : 'files'}`}>
          <ul className={classes.files}>
            {Object.entries(files).map(([path, text]) => (
              <li key={path}>
                <code>{path}</code> <span className={classes.muted}>{text.length} characters</span>
              </li>
            ))}
          </ul>
        </Details>
      )}
    </div>
  );
}
