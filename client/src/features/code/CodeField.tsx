import { Button, Group } from '@mantine/core';
import { own } from '../../../../contract/own.ts';
import { useId, useState } from 'react';
import type { Language } from '../../../../grader/terms.ts';
import { announce } from '../../app/announcer.ts';
import { ChooseFiles } from '../../components/DropZone.tsx';
import { Editor } from '../../components/editor/Editor.tsx';
import { TabHint } from '../../components/editor/TabHint.tsx';
import { Message } from '../../components/Message.tsx';
import { Notice } from '../../components/Notice.tsx';
import { codeFileNames } from '../workspace/document/contents.ts';
import { useChangedLines } from '../workspace/writing/useChangedLines.ts';
import { useChanges } from '../workspace/writing/useChanges.ts';
import { useSharedText } from '../workspace/writing/useSharedText.ts';
import { useText, useWorkspace } from '../workspace/writing/WorkspaceProvider.tsx';
import classes from './code.module.css';
import type { LineMark } from '../../components/editor/lineMark.ts';
import { judgeUpload } from './upload.ts';

interface CodeFieldProps {
  name: string;
  language: Language;
  /** The upload was in another language. */
  onLanguage: (name: string) => void;
  /** Where a try went wrong. */
  mark: LineMark | null;
}

export function CodeField({ name, language, onLanguage, mark }: CodeFieldProps) {
  const { assignment, shared, locked } = useWorkspace();
  const text = useText(name);
  const sharedText = useSharedText(name);
  const { contents, changed } = useChanges(name);
  const original = contents?.file?.name === name ? contents.file.text : null;
  const marks = useChangedLines(original, changed?.has(name) ?? false);
  const hintId = useId();
  const [refusal, setRefusal] = useState<string | null>(null);
  const names = codeFileNames(assignment).map((each) => each.name);
  const starter = own(assignment.starter, name);
  const take = async ([file]: File[]) => {
    if (file === undefined) return;
    const upload = judgeUpload({ name: file.name, text: await file.text() }, names);
    setRefusal(upload.kind === 'refused' ? upload.message : null);
    if (upload.kind === 'refused') return;
    shared.edit(upload.name, upload.text);
    onLanguage(upload.name);
    announce(`${file.name} is now ${upload.name}`);
  };
  return (
    <>
      <div className={classes.editorHead}>
        <code>{name}</code>
        {locked === null && <TabHint id={hintId} />}
        <Group gap="xs" ml="auto">
          {starter !== undefined && text !== starter && locked === null && (
            <Button variant="subtle" size="compact-sm" onClick={() => shared.edit(name, starter)}>
              Back to the starter
            </Button>
          )}
          {locked === null && (
            <ChooseFiles
              size="compact-sm"
              accept=".py,.js,.mjs,.ts"
              data-testid="code-file"
              onChoose={(files) => void take(files)}
            >
              Upload a file
            </ChooseFiles>
          )}
        </Group>
      </div>
      {refusal !== null && (
        <Notice kind="danger">
          <Message>{refusal}</Message>
        </Notice>
      )}
      <Editor
        label={`Code of ${name}`}
        language={language}
        shared={sharedText}
        readOnly={locked !== null}
        minLines={18}
        mark={mark}
        {...(locked === null && { describedBy: hintId })}
        {...(marks !== null && { extensions: marks })}
      />
    </>
  );
}
