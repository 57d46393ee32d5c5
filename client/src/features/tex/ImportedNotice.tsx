import { Button, Group } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useSignal } from '../../api/signal.ts';
import { announce } from '../../app/announcer.ts';
import { useUser } from '../../app/session.tsx';
import { Message } from '../../components/Message.tsx';
import { Notice } from '../../components/Notice.tsx';
import { useWorkspace } from '../workspace/writing/WorkspaceProvider.tsx';
import { restoreAnswers } from './confirmImport.ts';
import { lastImport } from './lastImport.ts';
import { questionName } from '../../../../contract/questionName.ts';
import classes from './tex.module.css';

/** Before the buttons go, since the focus would go with them. */
function focusTitle(): void {
  document.querySelector('h1')?.focus();
}

/** On the sheet after an import: the way back. */
export default function ImportedNotice() {
  const { assignment, shared, params, locked } = useWorkspace();
  const { userId } = useUser();
  const imported = useSignal(lastImport);
  const restoring = useMutation({
    mutationFn: restoreAnswers.bind(null, { shared }),
    onSuccess: () => {
      focusTitle();
      announce('The answers from before the import are back');
    },
  });
  const names = (ids: string[]) =>
    assignment.questions
      .filter(({ id }) => ids.includes(id))
      .map(questionName)
      .join(', ');
  const edited = restoring.data ?? [];
  const isOurs =
    imported?.userId === userId &&
    imported.params.course === params.course &&
    imported.params.assignment === params.assignment;
  if (!isOurs && edited.length === 0) return null;
  return (
    <div className={classes.notice}>
      {!isOurs ? (
        <Notice kind="info" title="The answers from before the import are back">
          Edited since the import, and left as they are: {names(edited)}.
        </Notice>
      ) : (
        <Notice kind="success" title={`Imported: ${names(imported.answers.map(({ question }) => question))}`}>
          {locked === null && <p>The answers are drafts now: read them once more, then submit.</p>}
          {restoring.error !== null && (
            <p>
              Could not be restored: <Message>{restoring.error.message}</Message>
            </p>
          )}
          <Group gap="xs">
            {locked === null && (
              <Button
                size="xs"
                variant="default"
                loading={restoring.isPending}
                onClick={() => restoring.mutate(imported)}
              >
                Restore the answers from before the import
              </Button>
            )}
            <Button
              size="xs"
              variant="subtle"
              onClick={() => {
                focusTitle();
                lastImport.set(null);
              }}
            >
              Keep them
            </Button>
          </Group>
        </Notice>
      )}
    </div>
  );
}
