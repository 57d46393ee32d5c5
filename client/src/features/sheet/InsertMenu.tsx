import { Button, Menu } from '@mantine/core';
import { DownIcon } from '../../components/icons.tsx';
import type { EditorHandle } from '../../components/editor/handle.ts';
import { BLOCKS, headingsOf } from '../../components/editor/latex/templates.ts';
import type { WrittenQuestion } from '../workspace/document/contents.ts';
import { useAnswerReading } from './useAnswerReading.ts';

interface InsertMenuProps {
  editor: EditorHandle;
  question: WrittenQuestion;
}

/** Pieces of an answer to fill in, put in at the cursor; headings go to the end. */
export function InsertMenu({ editor, question }: InsertMenuProps) {
  return (
    // The focus goes to the editor, not back to the button.
    <Menu position="bottom-end" returnFocus={false} withinPortal={false} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <Button variant="default" size="compact-xs" rightSection={<DownIcon />}>
          Template
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Headings editor={editor} question={question} />
        {BLOCKS.map(({ label, template }) => (
          <Menu.Item key={label} onClick={() => editor.insertBlock(template)}>
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Of the parts that the answer lacks; there while the menu is open. */
function Headings({ editor, question }: InsertMenuProps) {
  const reading = useAnswerReading(question, 0);
  const missing = reading?.missing ?? [];
  const parts = missing.length > 0 ? missing : (reading?.unheaded ?? []);
  if (parts.length === 0) return null;
  return (
    <Menu.Item onClick={() => editor.insertBlock(headingsOf(parts), 'end')}>
      {parts.length === 1 ? `Heading: ${parts[0]}` : `Headings: ${parts.join(', ')}`}
    </Menu.Item>
  );
}
