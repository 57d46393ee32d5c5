/** Reading through the cache: a GET operation as a query of @tanstack/react-query. */
import { QueryClient, queryOptions, useQuery } from '@tanstack/react-query';
import type { Operation, ResponseOf } from '../../../contract/operation.ts';
import { ApiError } from './ApiError.ts';
import { call, type CallInput } from './call.ts';

const RETRIES = 2;

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
    queryFn: ({ signal }) => call(operation, input, signal),
  });
}

export function useCall<O extends Operation>(
  operation: O,
  input: CallInput<O>,
  options: { enabled?: boolean; refetchInterval?: number | false; refetchOnMount?: 'always' } = {},
) {
  return useQuery({ ...queryOf(operation, input), ...options });
}

/** Marks every answer of these operations as old, so that pages that show them read again. */
export function invalidate(...operations: Pick<Operation, 'id'>[]): Promise<void[]> {
  return Promise.all(operations.map(({ id }) => queryClient.invalidateQueries({ queryKey: [id] })));
}
