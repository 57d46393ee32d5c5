import { Button, Group } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { announce } from '../../../app/announcer.ts';
import { Message } from '../../../components/Message.tsx';
import { Notice } from '../../../components/Notice.tsx';

interface TakeBackProps {
  /** Of grades, each with its items and comment. */
  count: number;
  /** Of one: a comment alone can be taken back, too. */
  what?: 'grade' | 'comment';
  /** @returns how many were taken back; others were graded anew meanwhile */
  takeBack: () => Promise<number>;
  /** Somebody decided otherwise meanwhile: the page is to show it. */
  onRefused?: () => unknown;
}

const titleOf = (count: number, what: 'grade' | 'comment'): string => {
  if (count > 1) return `${count} answers become ungraded`;
  return what === 'comment' ? 'The comment goes' : 'The answer becomes ungraded';
};
const lossOf = (count: number, what: 'grade' | 'comment'): string => {
  if (count > 1) return 'Their items and comments are removed.';
  // It may stand beside a grade that was carried over.
  return what === 'comment' ? 'No grade changes.' : 'Its items and comment are removed.';
};

/** Makes answers ungraded again; asks first, since items and comments go with the grade. */
export function TakeBack({ count, what = 'grade', takeBack, onRefused }: TakeBackProps) {
  const [asking, setAsking] = useState(false);
  const taking = useMutation({
    mutationFn: takeBack,
    onError: onRefused,
    onSuccess: (taken) => {
      setAsking(false);
      const left = count - taken;
      const others = left === 0 ? '' : `; ${left} graded anew meanwhile ${left === 1 ? 'is' : 'are'} left`;
      announce(`${taken} ${taken === 1 ? what : 'grades'} taken back${others}`);
    },
  });
  const grades = count === 1 ? `the ${what}` : `${count} grades`;
  if (!asking) {
    return (
      <Button variant="subtle" color="red" size="compact-sm" onClick={() => setAsking(true)}>
        Take back {grades}…
      </Button>
    );
  }
  return (
    <Notice kind="warning" title={titleOf(count, what)}>
      <p>{lossOf(count, what)}</p>
      {taking.error !== null && (
        <p role="alert">
          <Message>{taking.error.message}</Message>
        </p>
      )}
      <Group gap="xs">
        <Button size="xs" variant="default" autoFocus onClick={() => setAsking(false)}>
          Keep {count === 1 ? 'it' : 'them'}
        </Button>
        <Button size="xs" color="red" loading={taking.isPending} onClick={() => taking.mutate()}>
          Take back {grades}
        </Button>
      </Group>
    </Notice>
  );
}
