import { Anchor } from '@mantine/core';
import { Link } from 'react-router';
import type { RequestRow } from '../../../../contract/requests.ts';
import { useCourse } from '../../app/session.tsx';
import { Empty } from '../../components/Empty.tsx';
import { questionName } from '../../../../contract/questionName.ts';
import { Time } from '../../components/Time.tsx';
import { stateWords } from '../requests/requestWords.ts';
import classes from './roster.module.css';

/** What they asked staff to look at again, the last first. */
export function PersonRequests({ requests }: { requests: RequestRow[] }) {
  const { course } = useCourse();
  if (requests.length === 0)
    return (
      <Empty title="No regrade requests">
        Those about this person’s grades are listed here when they ask.
      </Empty>
    );
  return (
    <ul className={classes.notes}>
      {requests.map((request) => (
        <li key={request.id}>
          <Anchor component={Link} underline="always" to={`/c/${course.slug}/requests/${request.id}`}>
            {request.assignment.title} · {questionName(request)}
          </Anchor>{' '}
          <span className={classes.muted}>
            <Time at={request.askedAt} timeZone={course.timeZone} /> · {stateWords(request)}
          </span>
          <p dir="auto">{request.item?.text ?? request.passage?.quote ?? request.reason}</p>
        </li>
      ))}
    </ul>
  );
}
