import { useEffect, useRef, useState } from 'react';
import { claimAnswer, nextAnswer, type GradingCompany } from '../../../../../contract/grading.ts';
import type { ResponseOf } from '../../../../../contract/operation.ts';
import { call } from '../../../api/call.ts';
import { afterPaint } from '../../../api/paint.ts';
import { keyOfAnswer } from '../answer/painted.ts';
import { holdingPage, letGo } from '../grade/holding.ts';
import { onTheWay } from '../grade/outbox.ts';
import { hearOfAnswers } from './answerNews.ts';

interface Place {
  course: string;
  set: string;
  question: string;
  submissionId: string;
}

type Next = ResponseOf<typeof nextAnswer>;

export interface Colleagues {
  company: GradingCompany;
  /** The answer that is held next; null until it is known, and where there is none. */
  held: string | null;
  /** Asks for the answer that is held next. */
  next: () => Promise<Next>;
  /** The same where it is known, and held for certain; null where it has to be asked for. */
  nextAtOnce: () => string | null;
}

/** A sign of life; the server forgets a claim after two minutes without one. */
const HEARTBEAT_MS = 30_000;
/** Who has done nothing for so long gives none. */
const IDLE_MS = 120_000;

/** An answer that was held so long ago may be somebody else's by now. */
const TRUSTED_MS = 90_000;

export const NOBODY: GradingCompany = { here: [], elsewhere: [] };

/** What is known of an answer's company and of what is held beside it. */
const NOTHING: { of: string; company: GradingCompany; held: string | null } = {
  of: '',
  company: NOBODY,
  held: null,
};

function ask({ course, set, question, submissionId }: Place): Promise<Next> {
  const params = { course, assignment: set, question };
  const body = { after: submissionId, except: onTheWay(question), page: holdingPage(params) };
  return call(nextAnswer, { params, body });
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
  // Of one answer: the next one is shown as it was drawn, without the company of the one before.
  const here = keyOfAnswer({ submissionId, question });
  const [known, setKnown] = useState(NOTHING);
  const { company, held } = known.of === here ? known : NOTHING;
  const ahead = useRef<{ asked: Promise<Next>; at: number } | null>(null);

  // Whoever only reads is told of what is changed, too.
  useEffect(
    () => (holds ? undefined : hearOfAnswers({ course, set, question }, () => undefined)),
    [course, set, question, holds],
  );

  useEffect(() => {
    if (!holds) return;
    let isHere = true;
    let lastActive = Date.now();
    const look = (when: Promise<void>): Promise<Next> => {
      const asked = when.then(() => ask({ course, set, question, submissionId }));
      ahead.current = { asked, at: Date.now() };
      return asked;
    };
    // After what was decided about the one before is on its way: it is not to be found again.
    let asked = look(new Promise<void>(afterPaint));
    const claim = async () => {
      const mine = asked;
      const next = await mine.catch(() => null);
      if (!isHere || mine !== asked) return;
      const first = next?.submissionId ?? null;
      setKnown((before) => ({ ...(before.of === here ? before : NOTHING), of: here, held: first }));
      const hold = [...onTheWay(question), ...(first === null ? [] : [first])];
      const body = { hold, page: holdingPage({ course, assignment: set, question }) };
      const found = await call(claimAnswer, { params: { submissionId, question }, body }).catch(() => null);
      if (!isHere || found === null) return;
      setKnown({ of: here, company: found, held: first });
    };
    // Who has gone away is not held here by a colleague who comes.
    const isActive = () => Date.now() - lastActive < IDLE_MS && document.visibilityState === 'visible';
    const stopHearing = hearOfAnswers({ course, set, question }, (company) => {
      if (isActive() && (company === null || company.includes(submissionId))) void claim();
    });
    const active = () => {
      const wasIdle = Date.now() - lastActive > IDLE_MS;
      lastActive = Date.now();
      if (wasIdle) void claim();
    };
    const timer = setInterval(() => {
      if (isActive()) void claim();
    }, HEARTBEAT_MS);
    // Shown once more as it was left, when it let go of the next one, too.
    const back = ({ persisted }: PageTransitionEvent) => {
      if (!persisted) return;
      setKnown(NOTHING);
      asked = look(Promise.resolve());
      void claim();
    };
    window.addEventListener('pageshow', back);
    void claim();
    for (const event of ['keydown', 'pointerdown', 'pointermove'] as const)
      document.addEventListener(event, active, { passive: true });
    return () => {
      isHere = false;
      stopHearing();
      afterPaint(() => setKnown(NOTHING));
      clearInterval(timer);
      window.removeEventListener('pageshow', back);
      for (const event of ['keydown', 'pointerdown', 'pointermove'] as const)
        document.removeEventListener(event, active);
    };
  }, [course, set, question, submissionId, here, holds]);

  // As the question is left, not from answer to answer.
  useEffect(() => (holds ? letGo : undefined), [course, set, question, holds]);

  const isFresh = () => ahead.current !== null && Date.now() - ahead.current.at < TRUSTED_MS;
  return {
    company,
    held,
    next: async () => {
      const found = isFresh() ? await ahead.current?.asked.catch(() => null) : null;
      // One that was refused or found nothing is asked again: colleagues have gone on since.
      return found?.submissionId == null ? ask({ course, set, question, submissionId }) : found;
    },
    nextAtOnce: () => (isFresh() ? held : null),
  };
}
