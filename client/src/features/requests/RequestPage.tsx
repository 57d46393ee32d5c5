import { Button, Select, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { Link, useParams } from 'react-router';
import type { PersonName } from '../../../../contract/common.ts';
import { getGradebook } from '../../../../contract/gradebook.ts';
import { getGradingAnswer, type GradingAnswer } from '../../../../contract/grading.ts';
import { listInlineComments } from '../../../../contract/inlineComments.ts';
import {
  assignRequest,
  closeRequest,
  getRequest,
  listCourseRequests,
  replyToRequest,
  type RequestRow,
} from '../../../../contract/requests.ts';
import { call } from '../../api/call.ts';
import { invalidate, useAside, useCall } from '../../api/query.ts';
import { useSetNews } from '../../api/useSetNews.ts';
import { announce } from '../../app/announcer.ts';
import { useCourse, useUser } from '../../app/session.tsx';
import { useKept, useKeptText } from '../../app/useKept.ts';
import { Failure } from '../../components/Failure.tsx';
import { Notice } from '../../components/Notice.tsx';
import { Page } from '../../components/Page.tsx';
import { Pending } from '../../components/Pending.tsx';
import { questionName, questionTab } from '../../../../contract/questionName.ts';
import { Score } from '../../components/Score.tsx';
import { useSeen } from '../../components/useSeen.ts';
import { AnswerView, type AnswerHandle } from '../grading/answer/AnswerView.tsx';
import { GradeFields } from '../grading/fields/GradeFields.tsx';
import { Painted } from '../grading/answer/Painted.tsx';
import {
  canSave,
  isGradeState,
  sameGrade,
  scoredAnswer,
  scoreFor,
  stateOfGrade,
  type GradeEdit,
  type GradeState,
} from '../grading/grade/gradeState.ts';
import { invalidateGrades } from '../grading/grade/invalidateGrades.ts';
import { acceptKey, keyOfAnswer } from '../grading/answer/painted.ts';
import { GradeConflictNotice } from '../grading/panel/GradeConflictNotice.tsx';
import { Conversation } from './Conversation.tsx';
import { stateWords } from './requestWords.ts';
import classes from './requests.module.css';

const readAgain = () =>
  Promise.all([invalidate(getRequest, listCourseRequests, getGradebook), invalidateGrades()]);

/** One request beside the answer that it is about: read, reply, change the grade, close. */
export function Component() {
  const { course, mayAct } = useCourse();
  const { request: requestId = '' } = useParams();
  const shown = useRef<AnswerHandle>(null);
  /** What could not be sent, for when the form goes because a colleague has closed the request. */
  const [lost, setLost] = useState<{ request: string; message: string; reply: string } | null>(null);
  const query = useCall(getRequest, { params: { course: course.slug, requestId } });
  const request = query.data?.request;
  useSetNews(
    { course: course.slug, of: request?.submissionId },
    getRequest,
    getGradingAnswer,
    listInlineComments,
  );
  const answer = useCall(
    getGradingAnswer,
    { params: { submissionId: request?.submissionId ?? '', question: request?.question ?? '' } },
    { enabled: request !== undefined },
  );
  if (request === undefined || query.data === undefined) return <Pending query={query} />;
  if (answer.data === undefined) return <Pending query={answer} />;
  const { assignment, askedBy, question, submissionId } = request;
  const isOpen = mayAct && request.state === 'open';
  const mayAnswer = isOpen && !answer.data.yours;
  return (
    <Page
      width="full"
      title={`${assignment.title} · ${questionName(request)}`}
      tab={`${questionTab(request)} · ${assignment.title}`}
      place="Regrade"
      about={
        <>
          <span dir="auto">{askedBy.name}</span> <span>{stateWords(request)}</span>
        </>
      }
      crumbs={[{ label: 'Regrades', to: `/c/${course.slug}/requests` }]}
    >
      <Painted answer={keyOfAnswer({ submissionId, question })} className={classes.columns}>
        <div>
          <AnswerView
            key={keyOfAnswer({ submissionId, question })}
            ref={shown}
            set={assignment.slug}
            answer={answer.data}
          />
          {!answer.data.takenOut && (
            <p>
              <Link to={`/c/${course.slug}/grade/${assignment.slug}/${question}/${submissionId}`}>
                Open it among all answers
              </Link>
            </p>
          )}
        </div>
        <aside className={classes.panel} aria-label="Request">
          <Conversation
            request={request}
            macros={answer.data.macros}
            onLines={(lines) => shown.current?.showLines(lines)}
          />
          {lost?.request === request.id && request.state !== 'open' && (
            <Notice kind="warning" title={lost.message}>
              {lost.reply !== '' && (
                <>
                  <p>Your reply was not sent:</p>
                  <p className={classes.lost} dir="auto">
                    {lost.reply}
                  </p>
                </>
              )}
            </Notice>
          )}
          {request.state !== 'open' && <NextRequest />}
          {isOpen && answer.data.yours && (
            <p>You are one of those who handed this in. A colleague answers the request.</p>
          )}
          {mayAnswer && (
            <>
              <Handler request={request} staff={query.data.staff} />
              <Answering
                key={request.id}
                request={request}
                answer={answer.data}
                onComment={() => shown.current?.commentOnSelection() ?? false}
                onLost={(message, reply) => setLost({ request: request.id, message, reply })}
              />
            </>
          )}
        </aside>
      </Painted>
    </Page>
  );
}

/** The way on from a request that is over: to the one that waits longest. */
function NextRequest() {
  const { course } = useCourse();
  const open = useAside(listCourseRequests, { params: { course: course.slug }, query: {} })?.requests;
  if (open === undefined) return null;
  const [next] = open;
  if (next === undefined) return <p>No other request is open.</p>;
  return (
    <p>
      <Link to={`/c/${course.slug}/requests/${next.id}`}>
        Next: <span dir="auto">{next.askedBy.name}</span>, {questionName(next)}
      </Link>{' '}
      ({open.length} open)
    </p>
  );
}

/** Who has it, and to whom it can go. */
function Handler({ request, staff }: { request: RequestRow; staff: PersonName[] }) {
  const { userId } = useUser();
  const { handler } = request;
  const moving = useMutation({
    mutationFn: (to: string | null) =>
      call(assignRequest, {
        params: { submissionId: request.submissionId, requestId: request.id },
        body: { from: handler?.id ?? null, to },
      }),
    onSettled: readAgain,
  });
  return (
    <div className={classes.buttons}>
      {handler?.id !== userId && (
        <Button
          size="compact-md"
          variant="default"
          loading={moving.isPending}
          onClick={() => moving.mutate(userId)}
        >
          Take
        </Button>
      )}
      <Select
        aria-label="Hand over"
        placeholder="Hand over"
        size="xs"
        searchable
        data={staff
          .filter(({ id }) => id !== handler?.id)
          .map(({ id, name }) => ({ value: id, label: name }))}
        value={null}
        onChange={(to) => to !== null && moving.mutate(to)}
      />
      {handler?.id === userId && (
        <Button size="compact-md" variant="subtle" onClick={() => moving.mutate(null)}>
          Let go
        </Button>
      )}
      <Failure error={moving.error} />
    </div>
  );
}

const isChange = (kept: unknown): boolean => isGradeState((kept as { grade?: unknown }).grade);

/** Items, reply and the two ways to send it. What is written stays when it is refused. */
function Answering({
  request,
  answer,
  onComment,
  onLost,
}: {
  request: RequestRow;
  answer: GradingAnswer;
  onComment: () => boolean;
  /** Of words that could not be sent, and why. */
  onLost: (message: string, reply: string) => void;
}) {
  const saved = stateOfGrade(answer.grade);
  const revision = answer.grade?.revision ?? 0;
  /** With the revision of the decision that they were made on; null while there are none. */
  const [changes, setChanges] = useKept<{ grade: GradeState; base: number } | null>(
    `grade of request ${request.id}`,
    null,
    isChange,
  );
  const [reply, setReply] = useKeptText(`reply to request ${request.id}`);
  const grade = changes?.grade ?? saved;
  const params = { submissionId: request.submissionId, requestId: request.id };
  const isChanged = !sameGrade(grade, saved);
  const isBehind = changes !== null && isChanged && changes.base !== revision;
  const { userId } = useUser();
  const accepts = (event: KeyboardEvent) =>
    acceptKey(keyOfAnswer({ ...params, question: request.question }), event);
  const seen = useSeen(answer.grade, {
    nameOf: (each) => String(each?.revision ?? 0),
    isOwn: (each) => each?.gradedBy.id === userId,
  });
  const change = (edit: GradeEdit) => {
    const at = seen() ?? null;
    setChanges((now) => ({
      grade: edit(now?.grade ?? stateOfGrade(at)),
      base: now?.base ?? at?.revision ?? 0,
    }));
  };
  const keep = () => {
    const isSeen = (seen()?.revision ?? 0) === revision;
    if (isSeen) setChanges({ grade, base: revision });
    return isSeen;
  };
  const acting = useMutation({
    mutationFn: ({ what, reply }: { what: 'reply' | 'close'; reply: string }) =>
      what === 'reply'
        ? call(replyToRequest, { params, body: { text: reply } })
        : call(closeRequest, {
            params,
            body: { reply, grade: isChanged ? { ...grade, baseRevision: changes?.base ?? revision } : null },
          }),
    onSuccess: async (_, { what, reply: sent }) => {
      announce(what === 'reply' ? 'Reply sent' : 'Request closed');
      // What was typed since is not sent.
      setReply((now) => (now === sent ? '' : now));
      if (what === 'close') setChanges(null);
      await readAgain();
    },
    // Somebody may have graded the answer or closed the request meanwhile: then the page shows that, not what it had.
    onError: ({ message }, { reply: unsent }) => {
      onLost(message, unsent);
      return readAgain();
    },
  });
  // A colleague closes it, and the page hears of that: what was begun here goes with the form, and is shown beside what they said.
  const leave = useEffectEvent(() => {
    if (reply.trim() !== '' && !acting.isPending) onLost('This request was closed meanwhile', reply);
  });
  useEffect(() => () => leave(), []);
  const close = () => acting.mutate({ what: 'close', reply });
  const mayClose = isChanged ? !isBehind && canSave(grade, answer.grade) : reply.trim() !== '';
  return (
    <>
      <Score score={scoreFor(grade, scoredAnswer(answer))} maxScore={answer.maxScore} size="large" />
      {isBehind && (
        <GradeConflictNotice
          mine={grade}
          theirs={answer.grade}
          answer={answer}
          onTake={() => setChanges(null)}
          onKeep={keep}
          accepts={accepts}
        />
      )}
      {answer.takenOut ? (
        <p>
          The question was taken out of the set and counts for nobody: its grade stays. Say so, and close.
        </p>
      ) : (
        <GradeFields
          place="answer"
          set={request.assignment.slug}
          question={request.question}
          rubric={answer.rubric}
          maxScore={answer.maxScore}
          grade={grade}
          onChange={change}
          fromRule={null}
          commentSeenBy="it stands with the grade"
          onComment={onComment}
          accepts={accepts}
          keys={{ 'Mod+Enter': mayClose ? close : undefined }}
        />
      )}
      <Textarea
        label="Reply"
        description="Markdown and $…$; the student reads it. Needed where the score stays."
        autosize
        minRows={2}
        maxLength={5_000}
        value={reply}
        onChange={(event) => setReply(event.currentTarget.value)}
      />
      <div className={classes.buttons}>
        <Button
          variant="default"
          disabled={reply.trim() === ''}
          loading={acting.isPending}
          onClick={() => acting.mutate({ what: 'reply', reply })}
        >
          Reply
        </Button>
        <Button disabled={!mayClose} loading={acting.isPending} onClick={close}>
          {isChanged ? 'Change the grade, close' : 'Reply, close'}
        </Button>
      </div>
      <Failure error={acting.error} />
    </>
  );
}
