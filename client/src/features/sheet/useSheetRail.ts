import { useSyncExternalStore } from 'react';
import type { RailEntry } from '../../components/Rail.tsx';
import { writtenQuestions } from '../workspace/document/contents.ts';
import { useChanges } from '../workspace/writing/useChanges.ts';
import { usePresence } from '../workspace/group/usePresence.ts';
import { useWorkspace } from '../workspace/writing/WorkspaceProvider.tsx';

/** The written questions: how each stands beside what was handed in, and who is there. */
export function useSheetRail(): RailEntry[] {
  const { assignment, shared } = useWorkspace();
  const questions = writtenQuestions(assignment);
  const { contents, changed } = useChanges(null);
  const { byText } = usePresence();
  const written = useSyncExternalStore(shared.subscribeTexts, () =>
    questions.map(({ id }) => (shared.text(id).trim() === '' ? '0' : '1')).join(''),
  );
  return questions.map((question, index) => ({
    id: question.id,
    label: question.label,
    title: question.title,
    state: stateOf(question.id, written[index] === '1'),
    people: byText.get(question.id) ?? [],
  }));

  function stateOf(id: string, isWritten: boolean): NonNullable<RailEntry['state']> {
    if (contents !== null && changed?.has(id))
      return { kind: 'changed', word: `Changed since submission ${contents.number}` };
    if (!isWritten) return { kind: 'ungraded', word: 'Empty' };
    return contents === null
      ? { kind: 'draft', word: 'Written' }
      : { kind: 'submitted', word: `Unchanged since submission ${contents.number}` };
  }
}
