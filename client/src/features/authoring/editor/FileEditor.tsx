import { Button, CopyButton, Group } from '@mantine/core';
import { useId, useMemo, useState } from 'react';
import type { AssignmentProblems } from '../../../../../contract/assignments.ts';
import { bytesText } from '../../../../../contract/images.ts';
import { Editor } from '../../../components/editor/Editor.tsx';
import { TabHint } from '../../../components/editor/TabHint.tsx';
import { languageOf } from '../../../components/editor/languageOf.ts';
import classes from './editor.module.css';
import { dataUrl } from '../files/shownImages.ts';
import { pathProblem, sizeOf } from './images.ts';
import { asLines, withEndsOf } from './lines.ts';
import { PathForm } from './PathForm.tsx';
import { isBytes, isImage } from '../files/readFiles.ts';

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
  const hintId = useId();
  const language = languageFor(path);
  const takesTab = language !== 'markdown' && !isImage(path) && !isBytes(path);
  const mark = useMemo(() => (line === null ? null : { line, words }), [line, words]);
  return (
    <>
      <PathLine path={path} paths={paths} onRename={onRename} />
      {takesTab && (
        <p className={classes.hint}>
          <TabHint id={hintId} />
        </p>
      )}
      {isImage(path) ? (
        <ImageFile path={path} base64={text} />
      ) : isBytes(path) ? (
        <p>Data of an experiment. They are chosen with the folder, under Publish, and are not edited here.</p>
      ) : (
        <Editor
          label={path}
          describedBy={takesTab ? hintId : undefined}
          language={language}
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
  const [isRenamed, setIsRenamed] = useState(false);
  if (!isRenamed)
    return (
      <div className={classes.fileHead}>
        <code>{path}</code>
        {path !== 'assignment.yaml' && (
          <Button variant="subtle" size="compact-sm" onClick={() => setIsRenamed(true)}>
            Rename
          </Button>
        )}
      </div>
    );
  return (
    <div className={classes.rename}>
      <PathForm
        label={`New path of ${path}`}
        description={isImage(path) ? 'The texts that show it are changed as well.' : undefined}
        initial={path}
        act="Rename"
        refuse={(to) => pathProblem(to, paths, path)}
        onDone={(to) => (to === path ? setIsRenamed(false) : onRename(to))}
        onCancel={() => setIsRenamed(false)}
      />
    </div>
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
