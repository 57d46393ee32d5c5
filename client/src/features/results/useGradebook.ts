import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { getGradebook, type Gradebook } from '../../../../contract/gradebook.ts';
import { call } from '../../api/call.ts';
import { placeOfPart } from '../../api/query.ts';

/** So many students at a time: the first are shown while the others are fetched, and others at the server have their turn. */
const PART = 250;

const setsOf = ({ assignments }: Gradebook): string => assignments.map(({ slug }) => slug).join(' ');

/** The gradebook of a course, fetched in parts; `isWhole` when all are here. */
export function useGradebook(course: string) {
  const query = useInfiniteQuery({
    queryKey: [getGradebook.id, { params: { course }, inParts: true }],
    queryFn: async ({ pageParam: after, signal, queryKey }) => {
      const query = { limit: PART, after };
      const part = await call(getGradebook, { params: { course }, query }, signal);
      placeOfPart(queryKey, part, after === undefined);
      return part;
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const { data, hasNextPage, isFetching, isError, fetchNextPage, refetch } = query;
  const parts = data?.pages;
  // Somebody may publish a set between two parts; then all of them are fetched anew.
  const isEven = parts === undefined || parts.every((part) => setsOf(part) === setsOf(parts[0]!));
  useEffect(() => {
    if (isFetching || isError) return;
    if (!isEven) void refetch();
    else if (hasNextPage) void fetchNextPage();
  }, [isFetching, isError, isEven, hasNextPage, fetchNextPage, refetch]);
  const gradebook = useMemo<Gradebook | undefined>(() => {
    const [first] = parts ?? [];
    if (parts === undefined || first === undefined) return undefined;
    const like = parts.filter((part) => setsOf(part) === setsOf(first));
    return { ...first, students: like.at(-1)!.students, rows: like.flatMap(({ rows }) => rows), next: null };
  }, [parts]);
  return { query, gradebook, isWhole: gradebook !== undefined && !hasNextPage && isEven };
}
