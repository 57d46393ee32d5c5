import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { drawRule, type RuleSources } from '../../../../contract/rules.ts';
import { call } from '../../api/call.ts';

const DRAW_AFTER_MS = 300;
/** Pictures of texts that somebody went back to are kept so long. */
const KEEP_MS = 60_000;

export interface Draft {
  params: { course: string; assignment: string };
  question: string;
  text: string;
}

export interface RulePaths {
  /** With the written rule, where it could be run once; null before the first answer. */
  drawn: RuleSources | null;
  /** `drawn` is of an earlier text: the one of now cannot be drawn. */
  faded: boolean;
  /** Why that is so. */
  why: readonly string[];
}

const hasWritten = ({ sources }: RuleSources): boolean => sources.some(({ source }) => source === 'written');

export function useRulePaths({ params, question, text }: Draft): RulePaths {
  const [asked] = useDebouncedValue(text, DRAW_AFTER_MS);
  const query = useQuery({
    queryKey: [drawRule.id, params, question, asked],
    queryFn: ({ signal }) =>
      call(drawRule, { params: { ...params, question }, body: { text: asked } }, signal),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    gcTime: KEEP_MS,
    retry: false,
  });
  const latest = query.data?.comparison ?? null;
  const [drawn, setDrawn] = useState<RuleSources | null>(null);
  // Half a formula is none: what could be drawn last stays meanwhile.
  if (latest !== null && latest !== drawn && (drawn === null || hasWritten(latest) || !hasWritten(drawn)))
    setDrawn(latest);
  if (query.error !== null)
    return { drawn, faded: drawn !== null, why: [`Not drawn: ${query.error.message}`] };
  const faded = drawn !== null && latest !== drawn;
  return {
    drawn,
    faded,
    why: faded && latest !== null ? latest.remarks.filter((remark) => !drawn.remarks.includes(remark)) : [],
  };
}
