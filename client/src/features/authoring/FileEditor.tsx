import { useMemo } from 'react';
import type { AssignmentProblems } from '../../../../contract/assignments.ts';
import { Editor } from '../../components/editor/Editor.tsx';
import { languageOf } from '../../components/editor/languageOf.ts';
import classes from './editor.module.css';
import { asLines, withEndsOf } from './lines.ts';
import { isData } from './readFiles.ts';

interface FileEditorProps {
  path: string;
  text: string;
  problems: AssignmentProblems['problems'];
  onChange: (text: string) => void;
}

/** What a line is in YAML, its comments and its strings, is near enough to Python's. */
const languageFor = (path: string) =>
  /\.(md|tex)$/.test(path) ? 'markdown' : /\.(js|ts)$/.test(path) ? languageOf(path) : 'python';

/** One file; the first line of it in which something is wrong is marked. */
export function FileEditor({ path, text, problems, onChange }: FileEditorProps) {
  const first = problems.find(({ file, line }) => file === path && line !== null);
  const line = first?.line ?? null;
  const words = first?.message ?? '';
  const mark = useMemo(() => (line === null ? null : { line, words }), [line, words]);
  return (
    <>
      <div className={classes.fileHead}>
        <code>{path}</code>
      </div>
      {isData(path) ? (
        <p>Data of an experiment. They are chosen with the folder, under Publish, and are not edited here.</p>
      ) : (
        <Editor
          label={path}
          language={languageFor(path)}
          value={asLines(text)}
          onChange={(edited) => {
            if (edited !== asLines(text)) onChange(withEndsOf(text, edited));
          }}
          mark={mark}
          minLines={24}
        />
      )}
    </>
  );
}
