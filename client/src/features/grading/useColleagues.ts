import { useEffect, useRef, useState } from 'react';
import {
  claimAnswer,
  getGradingAnswer,
  nextAnswer,
  releaseClaims,
  type GradingCompany,
} from '../../../../contract/grading.ts';
import type { ResponseOf } from '../../../../contract/operation.ts';
import { call } from '../../api/call.ts';
import { queryClient, queryOf } from '../../api/query.ts';
import { onTheWay } from './outbox.ts';

interface Place {
  course: string;
  set: string;
  question: string;
  submissionId: string;
}

type Next = ResponseOf<typeof nextAnswer>;

export interface Colleagues {
  company: GradingCompany;
  /** Asks for the answer that is held next. */
  next: () => Promise<Next>;
}

/** A sign of life; the server forgets a claim after two minutes without one. */
const HEARTBEAT_MS = 30_000;
/** Who has done nothing for so long gives none. */
const IDLE_MS = 120_000;

/** An answer that was held so long ago may be somebody else's by now. */
const TRUSTED_MS = 90_000;

const NOBODY: GradingCompany = { here: [], elsewhere: [] };

function ask({ course, set, question, submissionId }: Place): Promise<Next> {
  return call(nextAnswer, {
    params: { course, assignment: set, question },
    body: { after: submissionId, except: onTheWay(question) },
  });
}

/**
 * Holds the answer on the page and the next ungraded one, so that no colleague is sent to them, and says who else is here.
 */
export function useColleagues({
  course,
  set,
  question,
  submissionId,
  holds,
}: Place & {
  /** Whoever only reads is in nobody's way. */
  holds: boolean;
}): Colleagues {
  const [company, setCompany] = useState(NOBODY);
  const ahead = useRef<{ asked: Promise<Next>; at: number } | null>(null);

  useEffect(() => {
    if (!holds) return;
    let isHere = true;
    let lastActive = Date.now();
    const asked = ask({ course, set, question, submissionId });
    ahead.current = { asked, at: lastActive };
    const claim = async () => {
      const next = await asked.catch(() => null);
      if (!isHere) return;
      const held = next?.submissionId ?? null;
      if (held !== null)
        void queryClient.prefetchQuery(
          queryOf(getGradingAnswer, { params: { submissionId: held, question } }),
        );
      const hold = [...onTheWay(question), ...(held === null ? [] : [held])];
      const found = await call(claimAnswer, { params: { submissionId, question }, body: { hold } }).catch(
        () => null,
      );
      if (isHere && found !== null) setCompany(found);
    };
    const active = () => {
      const wasIdle = Date.now() - lastActive > IDLE_MS;
      lastActive = Date.now();
      if (wasIdle) void claim();
    };
    const timer = setInterval(() => {
      if (Date.now() - lastActive < IDLE_MS && document.visibilityState === 'visible') void claim();
    }, HEARTBEAT_MS);
    void claim();
    for (const event of ['keydown', 'pointerdown', 'pointermove'] as const)
      document.addEventListener(event, active, { passive: true });
    return () => {
      isHere = false;
      setCompany(NOBODY);
      clearInterval(timer);
      for (const event of ['keydown', 'pointerdown', 'pointermove'] as const)
        document.removeEventListener(event, active);
    };
  }, [course, set, question, submissionId, holds]);

  useEffect(
    () => () => {
      if (holds)
        void call(releaseClaims, { params: { course, assignment: set, question } }).catch(() => null);
    },
    [course, set, question, holds],
  );

  return {
    company,
    next: async () => {
      const before = ahead.current;
      const isFresh = before !== null && Date.now() - before.at < TRUSTED_MS;
      const held = isFresh ? await before.asked.catch(() => null) : null;
      // One that was refused or found nothing is asked again: colleagues have gone on since.
      return held?.submissionId == null ? ask({ course, set, question, submissionId }) : held;
    },
  };
}
