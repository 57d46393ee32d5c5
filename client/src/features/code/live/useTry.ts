import { useDebouncedValue, useThrottledValue } from '@mantine/hooks';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { TrajectoryPlot } from '../../../../../contract/report.ts';
import { tryCode, type Adjustment, type Tried, type TryOutcome } from '../../../../../contract/tries.ts';
import { isApiError } from '../../../api/ApiError.ts';
import { queryClient } from '../../../api/query.ts';
import { Asker, type Heard, type Ways } from './asker.ts';
import { tryInBrowser, tryOnServer, type Params } from './tryText.ts';
import { hasPicture, isSoon, pauseOf, type Answer } from './words.ts';

/** A pause of the typing. */
const PAUSE_MS = 300;
/** Between two pictures while a start is dragged or a slider moved. */
const MOVE_MS = 80;
/** Errors that pass by themselves. */
const PASSING = ['unreachable', 'unavailable', 'internal', 'throttled'] as const;
/** The server itself gives up earlier. */
const UNANSWERED_AFTER_MS = 30_000;

export interface Text {
  params: { course: string; assignment: string };
  question: string;
  file: { name: string; text: string };
  adjustment: Adjustment | null;
}

interface Wanted {
  params: Params;
  body: { file: Text['file']; tests: 'plotted'; adjustment: Adjustment | null };
}

export interface LiveTry {
  /** What the text does as it was at the last pause; null before the first answer. */
  latest: Tried | null;
  /** The last one of which something can be drawn. */
  drawn: Tried | null;
  /** The last pictures with the tests' own starts and hyperparameters. */
  own: readonly TrajectoryPlot[];
  /** `drawn` is not what the latest text does. */
  faded: boolean;
  /** What was said in place of an answer to the latest text: why there is none, and until when. */
  paused: { words: string; answer: Answer } | null;
  /** An answer is on its way. */
  asking: boolean;
}

interface Seen extends Pick<LiveTry, 'latest' | 'drawn' | 'own'> {
  heard: Heard<Wanted> | null;
}

const NOTHING: Seen = { heard: null, latest: null, drawn: null, own: [] };

/** What was answered last stays while the next is asked for, refused or postponed. */
function seenAfter(before: Seen, heard: Heard<Wanted>): Seen {
  const { wanted, answer } = heard;
  if (answer.kind !== 'tried') return { ...before, heard };
  if (!hasPicture(answer)) return { ...before, heard, latest: answer };
  const own = wanted.body.adjustment === null ? answer.plots : before.own;
  return { heard, latest: answer, drawn: answer, own };
}

const keyOf = (wanted: Wanted) => [tryCode.id, wanted];

/** What somebody goes back to is known for so long. */
queryClient.setQueryDefaults([tryCode.id], { gcTime: 60_000 });

const WAYS: Omit<Ways<Wanted>, 'heard'> = {
  here: async (wanted, signal) => {
    const known = queryClient.getQueryData<Tried>(keyOf(wanted));
    return known ?? remember(wanted, await tryInBrowser(wanted.params, wanted.body, signal));
  },
  there: async (wanted, ended) => {
    const signal = AbortSignal.any([ended, AbortSignal.timeout(UNANSWERED_AFTER_MS)]);
    return remember(wanted, await tryOnServer(wanted.params, wanted.body, signal));
  },
  passes: (error) => isApiError(error, ...PASSING) || (error as Error).name === 'TimeoutError',
};

function remember<Outcome extends TryOutcome | null>(wanted: Wanted, outcome: Outcome): Outcome {
  if (outcome?.kind === 'tried') queryClient.setQueryData<Tried>(keyOf(wanted), outcome);
  return outcome;
}

/** What a text does, asked for anew at every pause of the typing, and as one goes while anything else is moved. */
export function useTry({ params: { course, assignment }, question, ...text }: Text): LiveTry {
  const [{ name, text: written }] = useDebouncedValue(text.file, PAUSE_MS);
  const adjustment = useThrottledValue(text.adjustment, MOVE_MS);
  const wanted = useMemo(
    (): Wanted => ({
      params: { course, assignment, question },
      body: { file: { name, text: written }, tests: 'plotted', adjustment },
    }),
    [course, assignment, question, name, written, adjustment],
  );
  const [{ heard, ...seen }, setSeen] = useState(NOTHING);
  const asker = useRef<Asker<Wanted>>(null);
  useEffect(() => {
    const own = new Asker<Wanted>({
      ...WAYS,
      heard: (next) => setSeen((before) => seenAfter(before, next)),
    });
    asker.current = own;
    return () => own.end();
  }, []);
  useEffect(() => asker.current?.want(wanted), [wanted]);

  const soon = heard !== null && isSoon(heard.answer, heard.refused);
  const words = heard === null || soon ? null : pauseOf(heard.answer);
  const paused = heard === null || words === null ? null : { words, answer: heard.answer };
  const isWritten = name === text.file.name && written === text.file.text;
  return {
    ...seen,
    faded: seen.drawn !== seen.latest || paused !== null,
    paused,
    asking: !isWritten || adjustment !== text.adjustment || heard?.wanted !== wanted || soon,
  };
}
