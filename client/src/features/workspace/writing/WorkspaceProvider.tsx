import { Button } from '@mantine/core';
import {
  createContext,
  use,
  useEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
  type ReactNode,
} from 'react';
import { getAssignment, listAssignments, type AssignmentView } from '../../../../../contract/assignments.ts';
import type { PersonName } from '../../../../../contract/common.ts';
import { documentPath } from '../../../../../contract/documents.ts';
import { getMyGroup } from '../../../../../contract/groups.ts';
import { listImages } from '../../../../../contract/images.ts';
import { addressOf } from '../../../api/address.ts';
import { sessionEnded } from '../../../api/call.ts';
import { invalidate, queryClient, queryOf, useCall } from '../../../api/query.ts';
import { reachable } from '../../../api/reachability.ts';
import { createSignal, type Signal } from '../../../api/signal.ts';
import { announce } from '../../../app/announcer.ts';
import { useCourse, useUser } from '../../../app/session.tsx';
import { Notice } from '../../../components/Notice.tsx';
import { Pending } from '../../../components/Pending.tsx';
import { listOf } from '../people/nameLists.ts';
import { deviceOf, isSignedInAs, submissionsChanged } from '../sending/outbox.ts';
import type { DocumentEvent, DocumentStatus } from '../document/documentStatus.ts';
import { SharedDocument } from '../document/SharedDocument.ts';

const LOCKED = 'Grades are out: read-only. Your instructor can reopen it.';

export interface Workspace {
  assignment: AssignmentView;
  shared: SharedDocument;
  /** Why nothing can be written any more; null while it can. */
  locked: string | null;
  /** Slugs for the addresses of calls and pages. */
  params: { course: string; assignment: string };
  /** What has happened to the group while the page was open; null when it was read. */
  groupNews: Signal<string | null>;
}

const WorkspaceContext = createContext<Workspace | null>(null);

export function useWorkspace(): Workspace {
  const workspace = use(WorkspaceContext);
  if (workspace === null) throw new Error('useWorkspace needs a WorkspaceProvider');
  return workspace;
}

export function useText(key: string): string {
  const { shared } = useWorkspace();
  return useSyncExternalStore(shared.subscribeTexts, () => shared.text(key));
}

/** One part of what the page knows of its document. Only whoever shows that part is drawn anew when it changes. */
export function useDocumentStatus<Part extends keyof DocumentStatus>(part: Part): DocumentStatus[Part] {
  return usePart(useWorkspace().shared, part);
}

function usePart<Part extends keyof DocumentStatus>(shared: SharedDocument, part: Part) {
  return useSyncExternalStore(shared.subscribe, () => shared.status()[part]);
}

/** Loads a question set and the document of the reader's group, and keeps both up to date while its pages are open. */
export function WorkspaceProvider({ set, children }: { set: string; children: ReactNode }) {
  const { course } = useCourse();
  const assignment = useCall(getAssignment, { params: { course: course.slug, assignment: set } });
  if (assignment.data === undefined) return <Pending query={assignment} />;
  return (
    <Connected key={`${course.slug}/${set}`} assignment={assignment.data} course={course.slug} set={set}>
      {children}
    </Connected>
  );
}

interface ConnectedProps {
  assignment: AssignmentView;
  course: string;
  set: string;
  children: ReactNode;
}

function Connected({ assignment, course, set, children }: ConnectedProps) {
  const { userId, name } = useUser();
  const [{ shared, params, groupNews }] = useState(() => {
    const params = { course, assignment: set };
    const groupNews = createSignal<string | null>(null);
    return { params, groupNews, shared: connect({ id: userId, name }, params, groupNews) };
  });
  const closing = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    clearTimeout(closing.current);
    shared.start();
    const retry = () => shared.retryNow();
    const lost = () => shared.networkLost();
    const keep = () => shared.keepNow();
    const away = () => shared.setPresence({ away: document.hidden });
    const stopReachable = reachable.subscribe(() => reachable.get() && retry());
    const stopSession = sessionEnded.subscribe(() => !sessionEnded.get() && retry());
    window.addEventListener('online', retry);
    window.addEventListener('offline', lost);
    window.addEventListener('pagehide', keep);
    document.addEventListener('visibilitychange', away);
    return () => {
      stopReachable();
      stopSession();
      window.removeEventListener('online', retry);
      window.removeEventListener('offline', lost);
      window.removeEventListener('pagehide', keep);
      document.removeEventListener('visibilitychange', away);
      shared.keepNow();
      // React's strict mode ends and begins an effect at once.
      closing.current = setTimeout(() => shared.close(), 0);
    };
  }, [shared]);
  const isStranger = usePart(shared, 'isStranger');
  const isOpening = usePart(shared, 'group') === null;
  const locked = usePart(shared, 'locked') ?? (assignment.gradesReleasedAt === null ? null : LOCKED);
  const workspace = useMemo(
    () => ({ assignment, shared, locked, params, groupNews }),
    [assignment, shared, locked, params, groupNews],
  );
  if (isStranger)
    return (
      <Notice kind="warning" title="Somebody else is signed in now">
        In another tab of this browser somebody else has signed in. What you wrote is kept on this device for
        you. Load this page again to go on as the one who is signed in.
        <Button size="xs" variant="default" mt="xs" display="block" onClick={() => window.location.reload()}>
          Load this page again
        </Button>
      </Notice>
    );
  if (isOpening) return <Opening />;
  return <WorkspaceContext value={workspace}>{children}</WorkspaceContext>;
}

const SLOW_MS = 3_000;

function Opening() {
  const [isSlow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), SLOW_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <Notice kind="info" title="Opening your draft…">
      {isSlow &&
        'Stepwise does not answer yet. We try again by ourselves; what you wrote on this device is kept.'}
    </Notice>
  );
}

function socketUrl(params: Workspace['params']): string {
  const url = new URL(addressOf({ path: documentPath }, params), window.location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return url.href;
}

function connect(user: PersonName, params: Workspace['params'], groupNews: Signal<string | null>) {
  const shared: SharedDocument = new SharedDocument({
    user,
    params,
    store: deviceOf(user.id).store,
    openSocket: () => new WebSocket(socketUrl(params)),
    isStillMe: () => isSignedInAs(user.id),
    on: (event) => {
      const before = arrangedIn(params)?.at;
      const news = follow(event);
      if (news === null) return;
      announce(news);
      if (event.kind !== 'moved' && event.kind !== 'members') return;
      // Whoever stays in the group learns of it as whoever was moved does.
      const words =
        event.kind === 'moved'
          ? `${news} ${groupWords(shared.status().members, user.id, ', with a copy of what was written')}`
          : `${news} ${groupWords(event.members, user.id)}`;
      groupNews.set(words);
      void reasonFor(params, before).then((reason) => {
        if (reason !== null && groupNews.get() === words)
          groupNews.set(`${words} Your instructors say: “${reason}”`);
      });
    },
  });
  return shared;
}

/** What the page knows of the last time that staff changed my group. */
const arrangedIn = (params: Workspace['params']) =>
  queryClient.getQueryData(queryOf(getMyGroup, { params }).queryKey)?.arranged;

/** What staff said of a change; null where it was the student's own. */
async function reasonFor(params: Workspace['params'], before: string | undefined): Promise<string | null> {
  const known = await queryClient
    .fetchQuery({ ...queryOf(getMyGroup, { params }), staleTime: 0 })
    .catch(() => null);
  const arranged = known?.arranged ?? null;
  return arranged === null || arranged.at === before ? null : arranged.reason;
}

function groupWords(members: readonly PersonName[], userId: string, alone = ''): string {
  const others = members.filter(({ id }) => id !== userId);
  return others.length === 0
    ? `You work alone now${alone}.`
    : `You work with ${listOf(others.map(({ name }) => name))} now.`;
}

/** Reads again what an event has made old. @returns what to say of it */
function follow(event: DocumentEvent): string | null {
  switch (event.kind) {
    case 'changed':
      if (event.what === 'group') void invalidate(getMyGroup, listAssignments);
      else if (event.what === 'submissions') void submissionsChanged();
      else if (event.what === 'images') void invalidate(listImages);
      else {
        // With it whether the group may change, and whether one may hand in.
        void invalidate(getAssignment);
        void submissionsChanged();
      }
      return null;
    case 'members': {
      void invalidate(getMyGroup, listAssignments);
      const { joined, left } = event;
      const words = [
        ...(joined.length > 0 ? [`${listOf(joined.map(({ name }) => name))} joined your group.`] : []),
        ...(left.length > 0 ? [`${listOf(left.map(({ name }) => name))} left your group.`] : []),
      ];
      return words.join(' ');
    }
    case 'moved':
      void invalidate(getMyGroup, listImages);
      void submissionsChanged();
      return 'Your group has changed.';
    case 'merged':
      return 'Your offline changes were merged.';
  }
}
