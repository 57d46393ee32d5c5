import { useState } from 'react';
import { codeFileNames } from './contents.ts';
import { useWorkspace } from './WorkspaceProvider.tsx';

/**
 * Name of the code file that will be handed in, and the way to choose another language. At first the one that was
 * saved last; null for a set without code.
 */
export function useCodeFile(): [string | null, (name: string) => void] {
  const { assignment, keeper } = useWorkspace();
  const [name, setName] = useState(() => {
    const names = codeFileNames(assignment).map((each) => each.name);
    const saved = names
      .map((each) => ({ each, savedAt: keeper.get(each).savedAt ?? '' }))
      .sort((a, b) => b.savedAt.localeCompare(a.savedAt));
    return saved[0]?.each ?? null;
  });
  return [name, setName];
}
