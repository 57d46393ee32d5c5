import { Dialog } from '../../components/Dialog.tsx';
import type { KeyPlace } from '../../components/keyMap.ts';
import { KeySettings } from './KeySettings.tsx';

interface KeysDialogProps {
  places: readonly KeyPlace[];
  /** What is to be known beside the keys. */
  note: string;
  onClose: () => void;
}

/** The keys of a page as they hold, to look up and to choose anew. */
export default function KeysDialog({ places, note, onClose }: KeysDialogProps) {
  return (
    <Dialog opened onClose={onClose} title="Keys">
      <KeySettings places={places} />
      <p>{note}</p>
    </Dialog>
  );
}
