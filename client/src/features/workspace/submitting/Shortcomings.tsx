import { List } from '@mantine/core';
import { Notice } from '../../../components/Notice.tsx';
import type { SubmissionContents } from '../document/contents.ts';
import { shortcomings } from './shortcomings.ts';
import { useWorkspace } from '../writing/WorkspaceProvider.tsx';

/** What the answers lack of what was asked for, before they are handed in. Reading them comes in a chunk of its own. */
export default function Shortcomings({ answers }: Pick<SubmissionContents, 'answers'>) {
  const { assignment } = useWorkspace();
  const found = shortcomings(assignment, answers);
  if (found.length === 0) return null;
  return (
    <Notice kind="warning" title="Some answers miss a part">
      <List size="sm">
        {found.map((each) => (
          <List.Item key={each}>{each}</List.Item>
        ))}
      </List>
    </Notice>
  );
}
