import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { readRule, type RuleReading } from '../../../../contract/rules.ts';
import { call } from '../../api/call.ts';

const READ_AFTER_MS = 600;
/** Readings of texts that somebody went back to are kept so long. */
const KEEP_MS = 60_000;

export interface LiveReading {
  /** Of the text as it was a moment ago; null where it has no formula, undefined while none is there. */
  reading: RuleReading | null | undefined;
  /** The text has changed since. */
  outdated: boolean;
  error: Error | null;
  readNow: () => void;
}

/** The reading of a text that is being written, anew when typing stops. */
export function useRuleReading(
  params: { course: string; assignment: string; question: string },
  text: string,
): LiveReading {
  const [settled] = useDebouncedValue(text, READ_AFTER_MS);
  const [demanded, setDemanded] = useState<string | null>(null);
  const asked = demanded === text ? text : settled;
  const isBlank = asked.trim() === '';
  const query = useQuery({
    queryKey: [readRule.id, params, asked],
    queryFn: ({ signal }) => call(readRule, { params, body: { text: asked } }, signal),
    enabled: !isBlank,
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    gcTime: KEEP_MS,
    retry: false,
  });
  return {
    reading: isBlank ? null : query.data?.reading,
    outdated: asked !== text || query.isPlaceholderData,
    error: isBlank ? null : query.error,
    readNow: () => {
      setDemanded(text);
      if (query.error !== null) void query.refetch();
    },
  };
}
