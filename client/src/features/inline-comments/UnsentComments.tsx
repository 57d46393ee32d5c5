import { Button } from '@mantine/core';
import { useSignal } from '../../api/signal.ts';
import { Message } from '../../components/Message.tsx';
import { Notice } from '../../components/Notice.tsx';
import { discard, sendLeft, unsentComments } from './drafts.ts';

/** Comments on passages that were left and have not arrived. */
export function UnsentComments() {
  const unsent = useSignal(unsentComments);
  if (unsent.length === 0) return null;
  return (
    <Notice
      kind="warning"
      title={unsent.length === 1 ? 'A comment is not saved' : `${unsent.length} comments are not saved`}
    >
      {unsent.map(({ answer, draft, why, waits }) => (
        <p key={draft.id}>
          “{draft.text}”{' '}
          {waits ? 'It is sent by itself when Stepwise can be reached.' : <Message>{why}</Message>}{' '}
          <Button variant="subtle" size="compact-sm" onClick={() => void sendLeft(answer, draft)}>
            Send it again
          </Button>{' '}
          <Button variant="subtle" size="compact-sm" onClick={() => discard({ answer, draft })}>
            Discard it
          </Button>
        </p>
      ))}
    </Notice>
  );
}
