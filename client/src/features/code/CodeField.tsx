import { Button, FileButton, Group } from '@mantine/core';
import { useId, useState } from 'react';
import type { Language } from '../../../../grader/terms.ts';
import { announce } from '../../app/announcer.ts';
import { Editor } from '../../components/editor/Editor.tsx';
import { UploadIcon } from '../../components/icons.tsx';
import { Notice } from '../../components/Notice.tsx';
import { Conflict } from '../workspace/Conflict.tsx';
import { codeFileNames } from '../workspace/contents.ts';
import { useDraft, useWorkspace } from '../workspace/WorkspaceProvider.tsx';
import classes from './code.module.css';
import { judgeUpload } from './upload.ts';

interface CodeFieldProps {
  name: string;
  language: Language;
  /** The upload was in another language. */
  onLanguage: (name: string) => void;
}

export function CodeField({ name, language, onLanguage }: CodeFieldProps) {
  const { assignment, keeper, locked } = useWorkspace();
  const draft = useDraft(name);
  const hintId = useId();
  const [refusal, setRefusal] = useState<string | null>(null);
  const names = codeFileNames(assignment).map((each) => each.name);
  const starter = assignment.starter[name];
  const take = async (file: File | null) => {
    if (file === null) return;
    const upload = judgeUpload({ name: file.name, text: await file.text() }, names);
    setRefusal(upload.kind === 'refused' ? upload.message : null);
    if (upload.kind === 'refused') return;
    keeper.edit(upload.name, upload.text);
    onLanguage(upload.name);
    announce(`${file.name} is now ${upload.name}`);
  };
  if (draft.theirs !== null)
    return (
      <Conflict
        mine={draft.text}
        theirs={draft.theirs}
        onResolve={(resolution) => keeper.resolve(name, resolution)}
      />
    );
  return (
    <>
      <div className={classes.editorHead}>
        <code>{name}</code>
        <span id={hintId}>Tab indents; Esc, then Tab leaves the editor</span>
        <Group gap="xs" ml="auto">
          {starter !== undefined && draft.text !== starter && locked === null && (
            <Button variant="subtle" size="compact-sm" onClick={() => keeper.edit(name, starter)}>
              Back to the starter
            </Button>
          )}
          <FileButton
            disabled={locked !== null}
            accept=".py,.js,.mjs,.ts"
            onChange={(file) => void take(file)}
          >
            {(props) => (
              <Button {...props} variant="default" size="compact-sm" leftSection={<UploadIcon />}>
                Upload a file
              </Button>
            )}
          </FileButton>
        </Group>
      </div>
      {refusal !== null && <Notice kind="danger">{refusal}</Notice>}
      <Editor
        label={`Code of ${name}`}
        describedBy={hintId}
        language={language}
        value={draft.text}
        onChange={(text) => keeper.edit(name, text)}
        readOnly={locked !== null}
        minLines={18}
      />
    </>
  );
}
