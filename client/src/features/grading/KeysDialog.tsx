import { Modal, Switch, Table } from '@mantine/core';
import { useSignal } from '../../api/signal.ts';
import { setSingleKeys, singleKeys } from '../../components/useKeys.ts';

/** Keys, and what they do. */
export type KeyHelp = [string[], string];

const KEYS: KeyHelp[] = [
  [['1', '–', '9'], 'Apply or take off a rubric item'],
  [['0'], 'Full marks'],
  [['N'], 'Save and go to the next ungraded answer that nobody else looks at'],
  [['S'], 'Go there without saving'],
  [['B'], 'Flag the answer for an instructor, or skip it, and say why'],
  [['←', '→'], 'Previous and next answer'],
  [[',', '.'], 'Previous and next question'],
  [['A'], 'List of answers, to find and filter'],
  [['G'], 'Groups of answers that say the same'],
  [['Q'], 'Show or hide the question'],
  [['O'], 'Show or hide its solution'],
  [['P'], 'Show or hide the paths of the rule'],
  [['D'], 'Show what changed since it was graded, or the answer'],
  [['K'], 'Keep the grade that the answer had before it changed'],
  [['F'], 'Write a comment; Esc leaves it'],
  [['C'], 'Comment on the words of the answer that are selected, at their place'],
  [['Ctrl or ⌘', '.'], 'Saved comments, while you write one'],
  [['E'], 'Edit the rubric'],
  [['U'], 'Undo; after moving on, your last decision'],
  [['T', 'Y'], 'Take a colleague’s grade, or keep yours, where both graded'],
  [['/'], 'Find a rubric item'],
  [['Ctrl or ⌘', 'Enter'], 'Save'],
  [['Ctrl or ⌘', 'Shift', 'Enter'], 'Save and go on, as N, also from a comment'],
  [['Ctrl or ⌘', 'K'], 'Go to or do'],
];

interface KeysDialogProps {
  opened: boolean;
  onClose: () => void;
  /** Those of the page of one answer when absent. */
  keys?: KeyHelp[];
  note?: string;
}

export function KeysDialog({
  opened,
  onClose,
  keys: rows = KEYS,
  note = 'Moving on saves what you changed.',
}: KeysDialogProps) {
  const on = useSignal(singleKeys);
  return (
    <Modal opened={opened} onClose={onClose} title="Keys">
      <Switch
        label="Keys without Ctrl or ⌘"
        description="Off when they get in the way, for example of speech input"
        checked={on}
        onChange={(event) => setSingleKeys(event.currentTarget.checked)}
        mb="md"
      />
      <Table fz="sm">
        <Table.Tbody>
          {rows.map(([keys, meaning]) => (
            <Table.Tr key={meaning}>
              <Table.Td>{keys.map((key) => (key === '–' ? ' – ' : <kbd key={key}>{key}</kbd>))}</Table.Td>
              <Table.Td>{meaning}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <p>{note}</p>
    </Modal>
  );
}
