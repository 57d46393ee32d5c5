/** Reading through the cache: a GET operation as a query of @tanstack/react-query. */
import { QueryClient, queryOptions, useQuery, type Query, type QueryKey } from '@tanstack/react-query';
import type { Operation, ResponseOf } from '../../../contract/operation.ts';
import { ApiError, isApiError, isLasting } from './ApiError.ts';
import { call, placeOf, sessionEnded, type CallInput } from './call.ts';
import { reachable } from './reachability.ts';
import { createSignal } from './signal.ts';

const RETRIES = 2;
/** No place that a server knows: it then says that anything may have changed. */
const UNKNOWN = 'unknown';
/** In the address of a stream. */
const MOST_PLACES = 20;

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // The browser's own idea of being online is not needed: a call tells whether the server answers.
      networkMode: 'always',
      retry: (failures, error) =>
        failures < RETRIES &&
        error instanceof ApiError &&
        ['unreachable', 'unavailable', 'internal'].includes(error.code),
    },
    mutations: { networkMode: 'always', retry: false },
  },
});

/** Options for `useQuery`, `prefetchQuery`, `getQueryData` and the like. */
export function queryOf<O extends Operation>(operation: O, input: CallInput<O>) {
  return queryOptions<ResponseOf<O>>({
    queryKey: [operation.id, input],
    queryFn: async ({ signal, queryKey }) => {
      const answer = await call(operation, input, signal);
      const query = queryClient.getQueryCache().find({ queryKey });
      if (query && typeof answer === 'object' && answer !== null) places.set(query, placeOf(answer));
      return answer;
    },
  });
}

/** Up to which news there is what was read last. */
const places = new WeakMap<Query, string>();

/** Of a query that is read in parts: it holds the news up to which each of them goes, and the earliest counts. */
export function placeOfPart(queryKey: QueryKey, answer: object, isFirst: boolean): void {
  const query = queryClient.getQueryCache().find({ queryKey });
  if (!query) return;
  const before = isFirst ? [] : (places.get(query)?.split(' ') ?? []);
  places.set(query, [...new Set([...before, placeOf(answer) || UNKNOWN])].join(' '));
}

/**
 * Up to which news there is what was read of these operations, each place once; null while nothing of them is on the page or something is still
 * being read. What is to be read again anyhow does not matter.
 */
export function readUpTo(operationIds: readonly string[]): string | null {
  const queries = queryClient.getQueryCache().findAll({
    predicate: ({ queryKey: [id] }) => operationIds.includes(String(id)),
  });
  const isBeingRead = queries.some((query) => query.isActive() && query.state.fetchStatus !== 'idle');
  if (isBeingRead || !queries.some((query) => query.isActive() && query.state.data !== undefined))
    return null;
  const valid = queries.filter(({ state }) => state.data !== undefined && !state.isInvalidated);
  const known = new Set(valid.map((query) => places.get(query) || UNKNOWN));
  return known.size > MOST_PLACES ? UNKNOWN : [...known].join(' ') || UNKNOWN;
}

/** Of a reader that does not say itself what became of its query: see `useAside`. */
export const ASIDE = { aside: true };

interface CallOptions {
  enabled?: boolean;
  refetchInterval?: number | false;
  refetchOnMount?: 'always';
  meta?: typeof ASIDE;
}

export function useCall<O extends Operation>(operation: O, input: CallInput<O>, options: CallOptions = {}) {
  return useQuery({ ...queryOf(operation, input), ...options });
}

/**
 * What a page shows beside its main thing, undefined until it is there. Where it could not be read, the shell says so for all
 * of them (`unreadAsides`), so that nobody takes a page for whole that is not.
 */
export function useAside<O extends Operation>(
  operation: O,
  input: CallInput<O>,
  options: CallOptions = {},
): ResponseOf<O> | undefined {
  return useQuery({ ...queryOf(operation, input), ...options, meta: ASIDE }).data;
}

/** As `useAside`, of what other parts of the page wait for so that it does not move them when it comes: null where it could not be read. */
export function useAwaited<O extends Operation>(
  operation: O,
  input: CallInput<O>,
): ResponseOf<O> | null | undefined {
  const query = useQuery({ ...queryOf(operation, input), meta: ASIDE });
  return query.data ?? (query.isError ? null : undefined);
}

export interface Unread {
  why: string;
  /** Whether reading it again would be of no use. */
  isFinal: boolean;
}

/** Why parts of the page are missing of which nothing else on it says so, each reason once; null where none is. */
export const unreadAsides = createSignal<Unread | null>(null);

const isAside = ({ observers }: Query) => observers.every(({ options }) => options.meta === ASIDE);

queryClient.getQueryCache().subscribe(() => {
  const failed = queryClient.getQueryCache().findAll({
    type: 'active',
    predicate: ({ state }) => state.status === 'error' && state.data === undefined,
  });
  // What the page says in place of something else is not said of it a second time.
  const said = new Set(failed.filter((query) => !isAside(query)).map(({ state }) => state.error?.message));
  const errors = failed
    .filter(isAside)
    .map(({ state }) => state.error)
    // The shell says these of the whole page.
    .filter((error) => !said.has(error?.message) && !isApiError(error, 'unreachable', 'not_signed_in'));
  const why = [...new Set(errors.map((error) => error?.message))].join(' ');
  const isFinal = errors.every(isLasting);
  const before = unreadAsides.get();
  if (errors.length === 0) unreadAsides.set(null);
  else if (why !== before?.why || isFinal !== before.isFinal) unreadAsides.set({ why, isFinal });
});

/** Reads again what a page shows and what may have changed, as when somebody comes back to it. */
export function readShownAgain(): void {
  void queryClient.refetchQueries({ type: 'active', stale: true });
}

/** Reads again whatever of the page could not be read. */
export function readFailedAgain(): void {
  const predicate = ({ state }: { state: { status: string } }) => state.status === 'error';
  void queryClient.refetchQueries({ type: 'active', predicate });
}

reachable.subscribe(() => reachable.get() && readFailedAgain());
sessionEnded.subscribe(() => sessionEnded.get() || readFailedAgain());

/**
 * Puts what a change has answered into what was read. A read that is on its way may have been answered before the change: it is given up, and
 * made anew.
 */
export function putInto<O extends Operation>(
  operation: O,
  input: CallInput<O>,
  next: (read: ResponseOf<O>) => ResponseOf<O>,
): void {
  const { queryKey } = queryOf(operation, input);
  const query = { queryKey, exact: true };
  const isBeingRead = queryClient.isFetching(query) > 0;
  void queryClient.cancelQueries(query);
  queryClient.setQueryData(queryKey, (read) => read && next(read));
  if (isBeingRead) void queryClient.invalidateQueries(query);
}

/** Marks every answer of these operations as old, so that pages that show them read again. */
export function invalidate(...operations: Pick<Operation, 'id'>[]): Promise<void[]> {
  return Promise.all(operations.map(({ id }) => queryClient.invalidateQueries({ queryKey: [id] })));
}
