import { Button, SegmentedControl } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { listAssignments } from '../../../../contract/assignments.ts';
import { assignRequest, listCourseRequests, type RequestRow } from '../../../../contract/requests.ts';
import { call } from '../../api/call.ts';
import { invalidate, useAside, useCall } from '../../api/query.ts';
import { useScoreNews } from '../../api/useSetNews.ts';
import { useCourse, useUser } from '../../app/session.tsx';
import { Empty } from '../../components/Empty.tsx';
import { Failure } from '../../components/Failure.tsx';
import { Page } from '../../components/Page.tsx';
import { Pending } from '../../components/Pending.tsx';
import { questionName } from '../../../../contract/questionName.ts';
import { setNames } from '../../components/setNames.ts';
import { Time } from '../../components/Time.tsx';
import { Policies } from './Policies.tsx';
import { stateWords } from './requestWords.ts';
import classes from './requests.module.css';

type State = 'open' | 'over';

/** What students ask, the one who waits longest first. */
export function Component() {
  const { course, mayAct, mayDecide } = useCourse();
  const { userId } = useUser();
  const [state, setState] = useState<State>('open');
  useScoreNews(course.slug, listCourseRequests);
  const query = useCall(listCourseRequests, { params: { course: course.slug }, query: { state } });
  const sets = useAside(listAssignments, { params: { course: course.slug } })?.assignments ?? [];
  const names = setNames(sets);
  const mine = query.data?.requests.filter(({ handler }) => handler?.id === userId).length ?? 0;
  return (
    <Page
      title="Regrades"
      about={
        state === 'open' && query.data !== undefined && `${query.data.requests.length} open · yours ${mine}`
      }
    >
      <SegmentedControl
        aria-label="Which requests"
        mb="md"
        value={state}
        onChange={(value) => setState(value as State)}
        data={[
          { value: 'open', label: 'Open' },
          { value: 'over', label: 'Closed' },
        ]}
      />
      {query.data === undefined ? (
        <Pending query={query} />
      ) : query.data.requests.length === 0 ? (
        <Empty title={state === 'open' ? 'No open requests' : 'No request was closed yet'}>
          {state === 'open' &&
            'Students may ask about a grade once it is released; the oldest question is first here.'}
        </Empty>
      ) : (
        <ul className={classes.list}>
          {query.data.requests.map((request) => (
            <Row
              key={request.id}
              request={request}
              set={names.get(request.assignment.slug) ?? request.assignment.title}
              mayTake={mayAct}
            />
          ))}
        </ul>
      )}
      {mayDecide && <Policies />}
    </Page>
  );
}

/** @param set what it is called in this course */
function Row({ request, set, mayTake }: { request: RequestRow; set: string; mayTake: boolean }) {
  const { course } = useCourse();
  const { userId } = useUser();
  const { handler, state, item, passage } = request;
  const taking = useMutation({
    mutationFn: () =>
      call(assignRequest, {
        params: { submissionId: request.submissionId, requestId: request.id },
        body: { from: handler?.id ?? null, to: userId },
      }),
    onSettled: () => invalidate(listCourseRequests),
  });
  const about = item?.text ?? passage?.quote ?? request.reason;
  return (
    <li>
      <Time at={request.askedAt} timeZone={course.timeZone} />
      <Link to={`/c/${course.slug}/requests/${request.id}`} dir="auto">
        {request.askedBy.name}
      </Link>
      <span>
        {set} · {questionName(request)}
      </span>
      <span className={`${classes.grow} ${classes.muted}`} dir="auto">
        {about.length > 120 ? `${about.slice(0, 120)}…` : about}
      </span>
      <span>{stateWords(request)}</span>
      {state === 'open' && mayTake && handler === null && (
        <Button
          size="compact-sm"
          variant="default"
          loading={taking.isPending}
          aria-label={`Take the request of ${request.askedBy.name}`}
          onClick={() => taking.mutate()}
        >
          Take
        </Button>
      )}
      <Failure error={taking.error} />
    </li>
  );
}
