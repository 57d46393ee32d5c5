import { KeysDialog, type KeyHelp } from '../grading/KeysDialog.tsx';

const KEYS: KeyHelp[] = [
  [['1', '–', '9'], 'Apply or take off a rubric item'],
  [['0'], 'Full marks'],
  [['Ctrl or ⌘', 'Enter'], 'Grade group'],
  [['Ctrl or ⌘', 'Shift', 'Enter'], 'Grade group and go to the next ungraded one'],
  [['I'], 'Grade graded answers anew too, or leave them'],
  [['J', 'K'], 'Next and previous group'],
  [['N'], 'Next ungraded group'],
  [['T', 'Y'], 'Leave what colleagues graded meanwhile, or grade it too'],
  [['X'], 'Tick the answer in focus, else the group'],
  [['S'], 'Split off the ticked answers'],
  [['M'], 'Merge the ticked groups'],
  [['F'], 'Write a comment; Esc leaves it'],
  [['E'], 'Edit the rubric'],
  [['U'], 'Undo; after grading, the last grades you gave'],
  [['/'], 'Find a rubric item'],
];

export function GroupKeysDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return <KeysDialog opened={opened} onClose={onClose} keys={KEYS} note="Nothing is graded by moving on." />;
}
