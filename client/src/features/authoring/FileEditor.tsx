import { Button, CopyButton, Group, TextInput } from '@mantine/core';
import { useMemo, useState, type FormEvent } from 'react';
import type { AssignmentProblems } from '../../../../contract/assignments.ts';
import { bytesText } from '../../../../contract/images.ts';
import { Editor } from '../../components/editor/Editor.tsx';
import { languageOf } from '../../components/editor/languageOf.ts';
import classes from './editor.module.css';
import { dataUrl, pathProblem, sizeOf } from './images.ts';
import { asLines, withEndsOf } from './lines.ts';
import { isBytes, isImage } from './readFiles.ts';

interface FileEditorProps {
  path: string;
  text: string;
  /** Of all files. */
  paths: readonly string[];
  problems: AssignmentProblems['problems'];
  onChange: (text: string) => void;
  onRename: (path: string) => void;
}

/** What a line is in YAML, its comments and its strings, is near enough to Python's. */
const languageFor = (path: string) =>
  /\.(md|tex)$/.test(path) ? 'markdown' : /\.(js|ts)$/.test(path) ? languageOf(path) : 'python';

/** One file; the first line of it in which something is wrong is marked. */
export function FileEditor({ path, text, paths, problems, onChange, onRename }: FileEditorProps) {
  const first = problems.find(({ file, line }) => file === path && line !== null);
  const line = first?.line ?? null;
  const words = first?.message ?? '';
  const mark = useMemo(() => (line === null ? null : { line, words }), [line, words]);
  return (
    <>
      <PathLine path={path} paths={paths} onRename={onRename} />
      {isImage(path) ? (
        <ImageFile path={path} base64={text} />
      ) : isBytes(path) ? (
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

type PathLineProps = Pick<FileEditorProps, 'path' | 'paths' | 'onRename'>;

/** The path, and another one for it. The check finds a set without this file. */
function PathLine({ path, paths, onRename }: PathLineProps) {
  const [name, setName] = useState<string | null>(null);
  if (name === null)
    return (
      <div className={classes.fileHead}>
        <code>{path}</code>
        {path !== 'assignment.yaml' && (
          <Button variant="subtle" size="compact-sm" onClick={() => setName(path)}>
            Rename
          </Button>
        )}
      </div>
    );
  const refusal = pathProblem(name.trim(), paths, path);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (refusal !== null || name.trim() === '') return;
    if (name.trim() === path) setName(null);
    else onRename(name.trim());
  };
  return (
    <form className={classes.rename} onSubmit={submit}>
      <TextInput
        label={`New path of ${path}`}
        description={isImage(path) ? 'The texts that show it are changed as well.' : undefined}
        value={name}
        error={refusal}
        data-autofocus
        autoFocus
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Group gap="xs" mt="xs">
        <Button type="submit" size="compact-sm" variant="default">
          Rename
        </Button>
        <Button size="compact-sm" variant="subtle" onClick={() => setName(null)}>
          Cancel
        </Button>
      </Group>
    </form>
  );
}

function ImageFile({ path, base64 }: { path: string; base64: string }) {
  const use = `![What it shows](${path})`;
  return (
    <figure className={classes.image}>
      <img src={dataUrl(path, base64)} alt={path} />
      <figcaption>
        <p>
          {bytesText(sizeOf(base64))}. Texts of the set show it by this, with what it shows in the brackets:
        </p>
        <Group gap="xs">
          <code>{use}</code>
          <CopyButton value={use}>
            {({ copied, copy }) => (
              <Button variant="default" size="compact-sm" onClick={copy}>
                {copied ? 'Copied' : 'Copy'}
              </Button>
            )}
          </CopyButton>
        </Group>
      </figcaption>
    </figure>
  );
}
