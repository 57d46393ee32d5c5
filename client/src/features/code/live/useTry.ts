import { useDebouncedValue, useThrottledValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { TrajectoryPlot } from '../../../../../contract/report.ts';
import { tryCode, type Adjustment, type Tried } from '../../../../../contract/tries.ts';
import { isApiError } from '../../../api/ApiError.ts';
import { tryText } from './tryText.ts';
import { ASK_AGAIN_MS, askAgainAfter, hasPicture, isPassing, pauseOf } from './words.ts';

/** A pause of the typing. */
const PAUSE_MS = 300;
/** Between two pictures while a start is dragged or a slider moved. */
const MOVE_MS = 80;
/** Errors that pass by themselves. */
const PASSING = ['unreachable', 'unavailable', 'internal', 'throttled'] as const;
/** So many refusals in a row are over within a second, and not worth a word. */
const SAID_AFTER = 2;
/** What somebody goes back to is kept so long. */
const KEEP_MS = 60_000;

export interface Text {
  params: { course: string; assignment: string };
  question: string;
  file: { name: string; text: string };
  adjustment: Adjustment | null;
}

export interface LiveTry {
  /** What the text does as it was at the last pause; null before the first answer. */
  latest: Tried | null;
  /** The last one of this question of which something can be drawn. */
  drawn: Tried | null;
  /** The last pictures with the tests' own starts and hyperparameters. */
  own: readonly TrajectoryPlot[];
  /** `drawn` is not what the latest text does. */
  faded: boolean;
  /** Why there is no answer to the latest text, in words. */
  paused: string | null;
  /** An answer is on its way. */
  asking: boolean;
}

interface Answered {
  question: string;
  tried: Tried;
}

/** What a text does, asked for anew at every pause of the typing, and as one goes while anything else is moved. */
export function useTry(text: Text): LiveTry {
  const [file] = useDebouncedValue(text.file, PAUSE_MS);
  const adjustment = useThrottledValue(text.adjustment, MOVE_MS);
  const asked: Text = { ...text, file, adjustment };
  /** How often in a row nothing was tried, whatever the text. */
  const refused = useRef(0);
  const query = useQuery({
    queryKey: [tryCode.id, asked],
    queryFn: async ({ signal }) => {
      const { params, question } = asked;
      const outcome = await tryText({ ...params, question }, { file, tests: 'plotted', adjustment }, signal);
      const before = refused.current;
      refused.current = outcome.kind === 'tried' ? 0 : before + 1;
      return { question, outcome, adjusted: adjustment !== null, refused: before, chance: Math.random() };
    },
    placeholderData: keepPreviousData,
    refetchInterval: ({ state: { data, error } }) => {
      if (error !== null) return isApiError(error, ...PASSING) && ASK_AGAIN_MS;
      return data === undefined ? false : (askAgainAfter(data.outcome, data.refused, data.chance) ?? false);
    },
    staleTime: Infinity,
    gcTime: KEEP_MS,
    retry: false,
  });
  const { data } = query;
  const isOfQuestion = data?.question === text.question;
  const [latest, setLatest] = useState<Answered | null>(null);
  const [drawn, setDrawn] = useState<Answered | null>(null);
  const [own, setOwn] = useState<Answered | null>(null);
  // What was answered last stays while the next is asked for, refused or postponed.
  if (data?.outcome.kind === 'tried' && latest?.tried !== data.outcome) {
    const answered = { question: data.question, tried: data.outcome };
    setLatest(answered);
    if (hasPicture(data.outcome)) {
      setDrawn(answered);
      if (!data.adjusted) setOwn(answered);
    }
  }
  const ofQuestion = (each: Answered | null) => (each?.question === text.question ? each.tried : null);
  const [last, picture] = [ofQuestion(latest), ofQuestion(drawn)];
  const error = query.error === null ? null : `The text was not tried: ${query.error.message}`;
  /** Postponed for so short a time that it is still being asked for. */
  const soon = data !== undefined && isPassing(data.outcome) && data.refused < SAID_AFTER;
  const paused = error ?? (isOfQuestion && !soon ? pauseOf(data.outcome) : null);
  return {
    latest: last,
    drawn: picture,
    own: ofQuestion(own)?.plots ?? [],
    faded: picture !== last || paused !== null,
    paused,
    asking: file !== text.file || adjustment !== text.adjustment || query.isFetching || soon,
  };
}
