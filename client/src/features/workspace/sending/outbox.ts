/** The outbox of whoever is signed in, from any page of the program. */
import { useEffect } from 'react';
import type { Query } from '@tanstack/react-query';
import { getAssignment, listAssignments, type AssignmentView } from '../../../../../contract/assignments.ts';
import { getFeedback } from '../../../../../contract/feedback.ts';
import { getMyGroup } from '../../../../../contract/groups.ts';
import { getSession } from '../../../../../contract/session.ts';
import { createSubmission, getSubmission, listSubmissions } from '../../../../../contract/submissions.ts';
import { call, sessionEnded, setCsrfToken } from '../../../api/call.ts';
import { invalidate, queryClient } from '../../../api/query.ts';
import { reachable } from '../../../api/reachability.ts';
import { createSignal } from '../../../api/signal.ts';
import { announce } from '../../../app/announcer.ts';
import { SubmissionOutbox, type OutgoingRequest, type Received } from './SubmissionOutbox.ts';
import { openWorkStore, type StoredRequest, type WorkStore } from '../kept/WorkStore.ts';

const RETRY_MS = 10_000;

export const outgoingRequests = createSignal<readonly OutgoingRequest[]>([]);
/** Those that waited and have arrived, until they are dismissed. */
export const receivedRequests = createSignal<readonly Received[]>([]);

interface Device {
  userId: string;
  store: WorkStore;
  outbox: SubmissionOutbox;
}
let device: Device | null = null;

/** Whether the browser is still signed in as somebody. Rejects where nobody answers, and while nobody is signed in. */
export async function isSignedInAs(userId: string): Promise<boolean> {
  const session = await call(getSession, {});
  if (session.user === null) {
    sessionEnded.set(true);
    throw new Error('Nobody is signed in');
  }
  if (session.user.id !== userId) return false;
  setCsrfToken(session.csrfToken);
  return true;
}

/** Reads again what a submission changes; of a set the late days that are left, where they are of use. */
export function submissionsChanged(): Promise<void[]> {
  const lateDays = {
    queryKey: [getAssignment.id],
    predicate: ({ state }: Query) => (state.data as AssignmentView | undefined)?.lateDays != null,
  };
  void queryClient.invalidateQueries(lateDays);
  return invalidate(listSubmissions, getSubmission, listAssignments, getMyGroup, getFeedback);
}

function sendRequest(request: StoredRequest, askedAt: string | null) {
  const { course, assignment, idempotencyKey, group, updates, fileName } = request;
  return call(createSubmission, {
    params: { course, assignment },
    body: { idempotencyKey, group, updates, fileName, askedAt },
  });
}

/** What this device keeps for a person: their edits and their requests. */
export function deviceOf(userId: string): Device {
  if (device?.userId === userId) return device;
  const store = openWorkStore(userId);
  outgoingRequests.set([]);
  receivedRequests.set([]);
  device = {
    userId,
    store,
    outbox: new SubmissionOutbox({
      store,
      send: sendRequest,
      isStillMe: () => isSignedInAs(userId),
      onChange: (outgoing) => {
        if (device?.userId === userId) outgoingRequests.set(outgoing);
      },
      onReceived: (received) => {
        receivedRequests.set([...receivedRequests.get(), received]);
        announce(`Submission ${received.number} received`);
        void submissionsChanged();
      },
    }),
  };
  return device;
}

/** Sends what waits: at the start, whenever the network returns, and every few seconds. */
export function useOutbox(userId: string | null): void {
  useEffect(() => {
    if (userId === null) return;
    const { outbox } = deviceOf(userId);
    void outbox.start();
    const retry = () => void outbox.retry();
    const stopReachable = reachable.subscribe(() => reachable.get() && retry());
    const stopSession = sessionEnded.subscribe(() => !sessionEnded.get() && retry());
    window.addEventListener('online', retry);
    const timer = setInterval(retry, RETRY_MS);
    return () => {
      stopReachable();
      stopSession();
      window.removeEventListener('online', retry);
      clearInterval(timer);
    };
  }, [userId]);
}
