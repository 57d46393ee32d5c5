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

const NOBODY: GradingCompany = { here: [], elsewhere: [] };

/**
 * Holds the answer on the page and the next ungraded one, so that no colleague is sent to them, and says who else is here.
 */
export function useColleagues({ course, set, question, submissionId }: Place): Colleagues {
  const [company, setCompany] = useState(NOBODY);
  const ahead = useRef<Promise<Next> | null>(null);
  const ask = () =>
    call(nextAnswer, {
      params: { course, assignment: set, question },
      body: { after: submissionId, except: onTheWay(question) },
    });

  useEffect(() => {
    let isHere = true;
    let lastActive = Date.now();
    const asked = ask();
    ahead.current = asked;
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
    // The answer on the page is all that matters; `ask` is made of it.
    // eslint-disable-next-line
  }, [course, set, question, submissionId]);

  useEffect(
    () => () => {
      void call(releaseClaims, { params: { course, assignment: set, question } }).catch(() => null);
    },
    [course, set, question],
  );

  return {
    company,
    next: async () => {
      const held = await (ahead.current ?? ask()).catch(() => null);
      // One that was refused or found nothing is asked again: colleagues have gone on since.
      return held?.submissionId == null ? ask() : held;
    },
  };
}
