import { useSyncExternalStore } from 'react';
import type { RailEntry } from '../../components/Rail.tsx';
import { writtenQuestions } from '../workspace/contents.ts';
import { useWorkspace } from '../workspace/WorkspaceProvider.tsx';

/** The written questions, each with a draft or not. */
export function useSheetRail(): RailEntry[] {
  const { assignment, keeper } = useWorkspace();
  const questions = writtenQuestions(assignment);
  const written = useSyncExternalStore(keeper.subscribe, () =>
    questions.map(({ id }) => (keeper.get(id).text.trim() === '' ? '0' : '1')).join(''),
  );
  return questions.map((question, index) => ({
    id: question.id,
    label: question.label,
    title: question.title,
    state: written[index] === '1' ? { kind: 'draft', word: 'Written' } : { kind: 'ungraded', word: 'Empty' },
  }));
}
