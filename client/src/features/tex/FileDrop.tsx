import { ChooseFiles, DropZone } from '../../components/DropZone.tsx';
import classes from './tex.module.css';

interface FileDropProps {
  /** Name of the file that is shown; null before the first. */
  current: string | null;
  busy: boolean;
  onChoose: (file: File) => void;
}

/** One file, by a button or by dropping it. */
export function FileDrop({ current, busy, onChoose }: FileDropProps) {
  const take = ([file]: File[]) => {
    if (file !== undefined && !busy) onChoose(file);
  };
  return (
    <div className={classes.drop}>
      <DropZone onDrop={take}>
        <ChooseFiles
          accept=".tex,.ltx,.latex,.zip"
          isNext={current === null}
          loading={busy}
          data-testid="tex-file"
          onChoose={take}
        >
          {current === null ? 'Choose a .tex or .zip' : 'Choose another file'}
        </ChooseFiles>
        <p className={classes.muted}>
          {current === null
            ? 'Or drop it here. On Overleaf: Menu, Download, Source. No answer changes before you have seen and confirmed it.'
            : current}
        </p>
      </DropZone>
    </div>
  );
}
