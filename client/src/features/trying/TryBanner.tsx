import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link, useNavigate } from 'react-router';
import { endTrying } from '../../../../contract/trying.ts';
import { call } from '../../api/call.ts';
import { readSessionAgain } from '../../app/session.tsx';
import classes from './TryBanner.module.css';
import { Message } from '../../components/Message.tsx';

/**
 * Above every page of a course of trials.
 *
 * @param of slug of the course that one teaches
 */
export default function TryBanner({ of, code }: { of: string; code: string }) {
  const navigate = useNavigate();
  const ending = useMutation({
    mutationFn: () => call(endTrying, { params: { course: of } }),
    onSuccess: async () => {
      await navigate(`/c/${of}`);
      await readSessionAgain();
    },
  });
  return (
    <div className={classes.banner} role="note" data-print="hidden">
      <span>
        <strong>You are trying this as a student.</strong> Nothing that you do here counts, and nobody else
        sees it.
        {ending.error !== null && <Message>{` ${ending.error.message}`}</Message>}
      </span>
      <span className={classes.ways}>
        <Button component={Link} to={`/c/${of}`} size="compact-sm" variant="default">
          Back to {code}
        </Button>
        <Button size="compact-sm" variant="subtle" loading={ending.isPending} onClick={() => ending.mutate()}>
          Throw it away
        </Button>
      </span>
    </div>
  );
}
