import { useQuery } from '@tanstack/react-query';
import { createContext, use, type ReactNode } from 'react';
import { getSession, signOut, type Membership, type Session } from '../../../contract/session.ts';
import { call, sessionEnded, setCsrfToken } from '../api/call.ts';
import { setServerTime } from '../api/clock.ts';
import { putInto, queryClient, queryOf } from '../api/query.ts';
import { Pending } from '../components/Pending.tsx';
import { setKeys } from '../components/useKeys.ts';

const SESSION_KEY = queryOf(getSession, {}).queryKey;

const SessionContext = createContext<Session | null>(null);

/** Takes over what the server said of the session: after signing in or out, and at the start. */
export function acceptSession(session: Session): void {
  const before = queryClient.getQueryData(SESSION_KEY);
  // Nothing of one person's pages may be left for another's.
  if (before?.user != null && before.user.id !== session.user?.id) window.location.assign('/');
  setCsrfToken(session.csrfToken, session.user?.id ?? null);
  setServerTime(session.serverTime);
  if (session.user !== null) sessionEnded.set(false);
  setKeys(session.user?.keys ?? null);
  queryClient.setQueryData(SESSION_KEY, session);
}

/**
 * Reads it again after an act by which it has changed. The act is done: where this fails nobody is told that the act did. A course that is not known yet
 * is waited for by its pages (`useSessionQuery`), and it is read once more as soon as the server is reached.
 */
export async function readSessionAgain(): Promise<void> {
  // One on its way may have been answered before the act.
  await queryClient.cancelQueries({ queryKey: SESSION_KEY });
  await queryClient
    .fetchQuery({ ...queryOf(getSession, {}), staleTime: 0 })
    .then(acceptSession, () => undefined);
}

/** What an act has made of a course, which holds before the session is read again; null where it is gone. */
export function acceptMembership(slug: string, change: Partial<Membership> | null): void {
  putInto(getSession, {}, (session) => ({
    ...session,
    memberships: session.memberships.flatMap((each) =>
      each.course.slug !== slug ? [each] : change === null ? [] : [{ ...each, ...change }],
    ),
  }));
}

/** Of this browser. @throws {ApiError} */
export async function signOutHere(): Promise<void> {
  acceptSession(await call(signOut, {}));
}

/** As it was read last, and whether that could be read again. */
export const useSessionQuery = () =>
  useQuery({
    queryKey: SESSION_KEY,
    // Taken over before a page is drawn: what that asks, and the addresses in it, say whose it is.
    queryFn: async ({ signal }) => {
      const session = await call(getSession, {}, signal);
      acceptSession(session);
      return session;
    },
    staleTime: Infinity,
  });

/** Asks who is signed in before anything else is shown. */
export function SessionProvider({ children }: { children: ReactNode }) {
  const query = useSessionQuery();
  const session = query.data;
  if (session === undefined)
    return (
      <main>
        <Pending query={query} />
      </main>
    );
  return <SessionContext value={session}>{children}</SessionContext>;
}

export function useSession(): Session {
  const session = use(SessionContext);
  if (session === null) throw new Error('useSession needs a SessionProvider');
  return session;
}

export interface SignedIn {
  userId: string;
  name: string;
}

/** Who is signed in, on pages that nobody else reaches. */
export function useUser(): SignedIn {
  const { user } = useSession();
  if (user === null) throw new Error('useUser is for pages behind the sign-in');
  return { userId: user.id, name: user.name };
}

/**
 * The course of the page with my role in it; null outside of a course, and when I am not in it. It is no part of the address, so
 * that nothing is drawn again only because the address of another page of the course is another one.
 */
export const MembershipContext = createContext<Membership | null>(null);

export function useMembership(): Membership | null {
  return use(MembershipContext);
}

/** Those that a list has: not where an instructor tries sets as a student. */
export function useMemberships(): Membership[] {
  return useSession().memberships.filter(({ tryOf }) => tryOf === null);
}

interface Standing extends Membership {
  /** Whether the reader changes anything here: an observer does not, and in an archived course nobody does. */
  mayAct: boolean;
  /** Whether they decide what instructors decide. */
  mayDecide: boolean;
}

/** Like `useMembership`, on pages inside the shell, which lets nobody else in. */
export function useCourse(): Standing {
  const membership = useMembership();
  if (membership === null) throw new Error('useCourse is for pages of a course');
  const { role, archived } = membership;
  return {
    ...membership,
    mayAct: role !== 'observer' && !archived,
    mayDecide: role === 'instructor' && !archived,
  };
}
