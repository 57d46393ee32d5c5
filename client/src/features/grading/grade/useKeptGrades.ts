import { useEffect } from 'react';
import { useUser } from '../../../app/session.tsx';
import { sendKept } from './outbox.ts';

/** For every page on which somebody grades, or comes to grade: sends what an earlier page of theirs has left on this device. */
export function useKeptGrades(): void {
  const { userId } = useUser();
  useEffect(() => void sendKept(userId), [userId]);
}
