import { Button } from '@mantine/core';
import { useState } from 'react';
import type { AssignmentProblems } from '../../../../../contract/assignments.ts';
import { ChooseFiles } from '../../../components/DropZone.tsx';
import classes from './editor.module.css';
import { pathProblem } from './images.ts';
import { PathForm } from './PathForm.tsx';

interface FileTreeProps {
  paths: readonly string[];
  selected: string;
  problems: AssignmentProblems['problems'];
  onSelect: (path: string) => void;
  onAdd: (path: string) => void;
  onImages: (chosen: File[]) => void;
}

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);

/** The files of the set's folder, those of a folder together. */
export function FileTree({ paths, selected, problems, onSelect, onAdd, onImages }: FileTreeProps) {
  const folders = Map.groupBy(paths.toSorted(), folderOf);
  const errors = new Set(problems.filter(({ severity }) => severity === 'error').map(({ file }) => file));
  return (
    <nav className={classes.tree} aria-label="Files">
      {[...folders].map(([folder, files]) => (
        <div key={folder}>
          {folder !== '' && <div className={classes.folder}>{folder}</div>}
          <ul>
            {files.map((path) => (
              <li key={path}>
                <button
                  type="button"
                  aria-current={path === selected ? 'true' : undefined}
                  onClick={() => onSelect(path)}
                >
                  {path.slice(folder.length)}
                  {errors.has(path) && <span className={classes.wrong}> has mistakes</span>}
                </button>
              </li>
            ))}
          </ul>
        </div>
      ))}
      <NewFile paths={paths} folder={folderOf(selected)} onAdd={onAdd} />
      <ChooseFiles
        takes="several"
        size="compact-sm"
        accept="image/png,image/jpeg"
        data-testid="set-images"
        onChoose={onImages}
      >
        Add images
      </ChooseFiles>
    </nav>
  );
}

function NewFile({
  paths,
  folder,
  onAdd,
}: {
  paths: readonly string[];
  folder: string;
  onAdd: (path: string) => void;
}) {
  const [isOpen, setIsOpen] = useState(false);
  if (!isOpen)
    return (
      <Button variant="subtle" size="compact-sm" onClick={() => setIsOpen(true)}>
        New file
      </Button>
    );
  return (
    <PathForm
      label="Path of the new file"
      initial={folder}
      act="Add"
      refuse={(path) => pathProblem(path, paths)}
      onDone={(path) => {
        onAdd(path);
        setIsOpen(false);
      }}
      onCancel={() => setIsOpen(false)}
    />
  );
}
