import { Button, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import {
  listRequests,
  replyToRequest,
  withdrawRequest,
  type AskedPassage,
  type Asking,
  type RegradeRequest,
} from '../../../../contract/requests.ts';
import { own } from '../../../../contract/own.ts';
import { call } from '../../api/call.ts';
import { invalidate, useAside } from '../../api/query.ts';
import { announce } from '../../app/announcer.ts';
import { useCourse, useUser } from '../../app/session.tsx';
import { useKeptText } from '../../app/useKept.ts';
import { anchorOf } from '../../components/anchors.ts';
import { Failure } from '../../components/Failure.tsx';
import { selectedPassage } from '../../components/passage.ts';
import { selectedLineNumbers } from '../../components/passages/drawn.ts';
import { AskForm } from './AskForm.tsx';
import { Conversation } from './Conversation.tsx';
import { stateWords } from './requestWords.ts';
import classes from './requests.module.css';

interface QuestionRequestsProps {
  submissionId: string;
  question: string;
  title: string;
  macros: Record<string, string>;
  /** The program, where the question asks for one. */
  file: { name: string; text: string } | null;
  /** There is something to point at. */
  hasWork: boolean;
}

/** Below a grade: what was asked about it, and the way to ask. */
export default function QuestionRequests({
  submissionId,
  question,
  title,
  macros,
  file,
  hasWork,
}: QuestionRequestsProps) {
  const { mayAct } = useCourse();
  const listed = useAside(listRequests, { params: { submissionId } });
  const [asking, setAsking] = useState<{ passage: AskedPassage | null; policy: Asking } | null>(null);
  if (listed === undefined) return null;
  const mine = listed.requests.filter((each) => each.question === question);
  const isOpen = mine.some(({ state }) => state === 'open');
  const policy = own(listed.asking ?? {}, question) ?? null;
  const ask = (policy: Asking) => {
    const passage =
      file === null
        ? selectedPassage(document.getElementById(anchorOf(question)))
        : selectedLineNumbers(document.getElementById('your-file'));
    setAsking({ passage, policy });
  };
  return (
    <section className={classes.panel} aria-label={`Regrade requests: ${title}`}>
      {mine.map((request) => (
        <Request key={request.id} request={request} macros={macros} />
      ))}
      {asking !== null && (
        <AskForm
          submissionId={submissionId}
          question={question}
          passage={asking.passage}
          file={file}
          items={listed.items.filter((item) => item.question === question)}
          // Where asking ends meanwhile, the server says so, and the words stay.
          asking={policy ?? asking.policy}
          onDone={() => setAsking(null)}
        />
      )}
      {mayAct && asking === null && !isOpen && policy !== null && (
        <div className={classes.buttons}>
          {policy.closed === null ? (
            <>
              <Button
                variant="default"
                size="compact-sm"
                aria-label={`Ask about ${title}`}
                // A click would take the selection away before it is read.
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => ask(policy)}
              >
                Ask
              </Button>
              {hasWork && (
                <span className={classes.muted}>
                  Select {file === null ? 'words of your answer' : 'lines of your file below'} first to point
                  at them.
                </span>
              )}
            </>
          ) : (
            mine.length === 0 && <span className={classes.muted}>{policy.closed}</span>
          )}
        </div>
      )}
    </section>
  );
}

function Request({ request, macros }: { request: RegradeRequest; macros: Record<string, string> }) {
  const { userId } = useUser();
  const { mayAct } = useCourse();
  const { submissionId, id: requestId } = request;
  const [text, setText] = useKeptText(`reply to request ${requestId}`);
  const params = { submissionId, requestId };
  const acting = useMutation({
    mutationFn: ({ what, text }: { what: 'reply' | 'withdraw'; text: string }) =>
      what === 'reply' ? call(replyToRequest, { params, body: { text } }) : call(withdrawRequest, { params }),
    onSuccess: async (_, { what, text: sent }) => {
      announce(what === 'reply' ? 'Reply sent' : 'Request withdrawn');
      // What was typed since is not sent.
      setText((now) => (now === sent ? '' : now));
      await invalidate(listRequests);
    },
  });
  return (
    <div>
      <h3>Regrade request: {stateWords(request)}</h3>
      <Conversation request={request} macros={macros} />
      {request.state === 'open' && mayAct && (
        <div className={classes.panel}>
          <Textarea
            label="Add something"
            autosize
            minRows={1}
            maxLength={5_000}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <div className={classes.buttons}>
            <Button
              variant="default"
              size="compact-sm"
              disabled={text.trim() === ''}
              loading={acting.isPending}
              onClick={() => acting.mutate({ what: 'reply', text })}
            >
              Send
            </Button>
            {request.askedBy.id === userId && (
              <Button
                variant="subtle"
                size="compact-sm"
                disabled={acting.isPending}
                onClick={() => acting.mutate({ what: 'withdraw', text })}
              >
                Withdraw request
              </Button>
            )}
          </div>
        </div>
      )}
      <Failure error={acting.error} />
    </div>
  );
}
