import { Modal, Switch, Table } from '@mantine/core';
import { useSignal } from '../../api/signal.ts';
import { setSingleKeys, singleKeys } from '../../components/useKeys.ts';

const KEYS: [string[], string][] = [
  [['1', '–', '9'], 'Apply or take off a rubric item'],
  [['0'], 'Full marks'],
  [['Z', 'N'], 'Next ungraded answer'],
  [['←', '→'], 'Previous and next answer'],
  [[',', '.'], 'Previous and next question'],
  [['A'], 'List of answers'],
  [['F'], 'Write a comment; Esc leaves it'],
  [['E'], 'Edit the rubric'],
  [['U'], 'Undo'],
  [['/'], 'Find a rubric item'],
  [['Ctrl or ⌘', 'Enter'], 'Save'],
  [['Ctrl or ⌘', 'Shift', 'Enter'], 'Save and go to the next ungraded answer'],
  [['Ctrl or ⌘', 'K'], 'Go to or do'],
];

export function KeysDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
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
          {KEYS.map(([keys, meaning]) => (
            <Table.Tr key={meaning}>
              <Table.Td>{keys.map((key) => (key === '–' ? ' – ' : <kbd key={key}>{key}</kbd>))}</Table.Td>
              <Table.Td>{meaning}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <p>Moving on saves what you changed.</p>
    </Modal>
  );
}
