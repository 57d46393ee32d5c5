import { Details } from '../../../components/Details.tsx';
import { ChooseFiles, DropZone } from '../../../components/DropZone.tsx';
import classes from '../authoring.module.css';
import type { Files } from './readFiles.ts';

interface FileChoiceProps {
  files: Files | null;
  onChoose: (files: Iterable<File>) => void;
}

/** A folder by its button, several files or a zip by another or by dropping them. */
export function FileChoice({ files, onChoose }: FileChoiceProps) {
  const count = files === null ? 0 : Object.keys(files).length;
  return (
    <DropZone onDrop={onChoose}>
      <div className={classes.buttons}>
        <ChooseFiles takes="folder" isNext={files === null} data-testid="folder" onChoose={onChoose}>
          Choose a folder
        </ChooseFiles>
        <ChooseFiles takes="several" data-testid="files" onChoose={onChoose}>
          Choose files or a zip
        </ChooseFiles>
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
    </DropZone>
  );
}
