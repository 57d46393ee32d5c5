import { useState } from 'react';
import { own } from '../../../../../contract/own.ts';
import { codeFileNames } from '../document/contents.ts';
import { useWorkspace } from './WorkspaceProvider.tsx';

/**
 * Name of the code file that will be handed in, and the way to choose another language. At first the one that is not as
 * it began; null for a set without code.
 */
export function useCodeFile(): [string | null, (name: string) => void] {
  const { assignment, shared } = useWorkspace();
  const [name, setName] = useState(() => {
    const names = codeFileNames(assignment).map((each) => each.name);
    const written = names.filter((each) => shared.text(each).trim() !== '');
    const changed = written.filter((each) => shared.text(each) !== (own(assignment.starter, each) ?? ''));
    return changed[0] ?? written[0] ?? names[0] ?? null;
  });
  return [name, setName];
}
