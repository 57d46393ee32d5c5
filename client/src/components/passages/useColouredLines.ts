import { useEffect, useState, type ReactNode } from 'react';
import { languageOf } from '../editor/languageOf.ts';

interface Program {
  name: string;
  text: string;
}

/** The lines of a program in colours; undefined until these have come, and where there is no program. */
export function useColouredLines(program: Program | null): ReactNode[] | undefined {
  const { name = '', text = '' } = program ?? {};
  const [coloured, setColoured] = useState<{ text: string; lines: ReactNode[] } | null>(null);
  useEffect(() => {
    if (name === '') return;
    let current = true;
    void import('./colourLines.tsx').then(
      async ({ colourLines }) => {
        const lines = await colourLines(text, languageOf(name));
        if (current) setColoured({ text, lines });
      },
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [name, text]);
  return coloured?.text === text ? coloured.lines : undefined;
}
