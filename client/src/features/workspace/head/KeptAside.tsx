import { questionWords } from '../../../../../contract/questionName.ts';
import { Button, Group } from '@mantine/core';
import { Message } from '../../../components/Message.tsx';
import { useWorkspace, useDocumentStatus } from '../writing/WorkspaceProvider.tsx';
import { Notice } from '../../../components/Notice.tsx';
import { useSignal } from '../../../api/signal.ts';
import type { AsideText } from '../kept/WorkStore.ts';
import classes from '../workspace.module.css';

/** What has happened to the group while the page was open, and texts of the reader that found no place in the draft. */
export function KeptAside() {
  const { groupNews } = useWorkspace();
  const news = useSignal(groupNews);
  const asides = useDocumentStatus('asides');
  const offered = asides.filter(({ kept }) => !kept);
  const kept = asides.filter((each) => each.kept);
  return (
    <>
      {news !== null && (
        <Notice kind="info" title={news}>
          <Button variant="default" size="xs" onClick={() => groupNews.set(null)}>
            OK
          </Button>
        </Notice>
      )}
      {offered.map((aside) => (
        <Aside key={aside.id} aside={aside} />
      ))}
      {kept.length > 0 && (
        <details className={classes.kept}>
          <summary>Kept aside on this device ({kept.length})</summary>
          {kept.map((aside) => (
            <Aside key={aside.id} aside={aside} />
          ))}
        </details>
      )}
    </>
  );
}

function Aside({ aside }: { aside: AsideText }) {
  const { assignment, shared, locked } = useWorkspace();
  const { id, text, content, why, message, kept } = aside;
  const question = assignment.questions.find((each) => each.id === text);
  const where = question === undefined ? text : questionWords(question);
  return (
    <Notice
      kind="warning"
      title={
        why === 'moved'
          ? `You wrote this in ${where} while you were in another group`
          : `This could not be saved in ${where}`
      }
    >
      {message !== '' && (
        <p>
          <Message>{message}</Message>
        </p>
      )}
      <pre className={classes.aside} tabIndex={0} dir="auto">
        {content}
      </pre>
      <Group gap="xs">
        {locked === null && (
          <Button size="xs" onClick={() => void shared.addAside(id)}>
            Add it below
          </Button>
        )}
        {!kept && (
          <Button variant="default" size="xs" onClick={() => void shared.keepAside(id)}>
            Keep aside
          </Button>
        )}
        <Button variant="default" size="xs" onClick={() => void navigator.clipboard.writeText(content)}>
          Copy
        </Button>
        {kept && (
          <Button variant="subtle" size="xs" onClick={() => void shared.dropAside(id)}>
            Delete
          </Button>
        )}
      </Group>
    </Notice>
  );
}
