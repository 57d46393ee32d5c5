import { useDisclosure } from '@mantine/hooks';
import { lazy, Suspense, useLayoutEffect, useRef, useState } from 'react';
import type { GradingAnswer } from '../../../../../contract/grading.ts';
import { isApiError } from '../../../api/ApiError.ts';
import { announce } from '../../../app/announcer.ts';
import { useCourse } from '../../../app/session.tsx';
import { Titled } from '../../../components/pageTitle.ts';
import { AnswerDesk, type DeskActs } from './AnswerDesk.tsx';
import { AnswerHead } from './AnswerHead.tsx';
import { DrawnAhead } from './DrawnAhead.tsx';
import { laterDialog } from '../../../components/laterDialog.tsx';
import classes from '../grading.module.css';
import { allSent } from '../grade/outbox.ts';
import { undoLast } from '../grade/undone.ts';
import { Painted } from '../answer/Painted.tsx';
import { isPainted, keyOfAnswer, leavePainted, stayPainted } from '../answer/painted.ts';
import type { AnswerRoute } from '../list/useAnswerRoute.ts';
import { leftWords } from '../queue/leftWords.ts';
import { NOBODY, type Colleagues } from './useColleagues.ts';

const AnswerList = laterDialog(() => import('../list/AnswerList.tsx'));
const KeysDialog = lazy(() => import('../../keys/KeysDialog.tsx'));

interface GradingProps extends Colleagues {
  route: AnswerRoute;
  answer: GradingAnswer;
  /** The one that is held next, once it has come. */
  ahead: GradingAnswer | undefined;
}

export function Grading({ route, answer, ahead, company, held, next, nextAtOnce }: GradingProps) {
  const { course } = useCourse();
  const [listOpened, list] = useDisclosure(false);
  const [keysOpened, keys] = useDisclosure(false);
  const [said, setSaid] = useState<{ on: string; message: string } | null>(null);
  const { set, question, submissionId } = route;
  const key = keyOfAnswer(route);

  /** Nothing on the page can be changed until it is known what comes; then another answer comes, or this one stays. */
  const goOn = async (find: () => Promise<{ to?: [string, string]; message: string | null }>) => {
    if (!isPainted(key)) return;
    leavePainted();
    const stay = (message: string) => {
      stayPainted(key);
      setSaid({ on: key, message });
    };
    try {
      const { to, message } = await find();
      if (to === undefined || (to[0] === submissionId && to[1] === question)) {
        if (message === null) stayPainted(key);
        else stay(message);
      } else {
        setSaid(
          message === null ? null : { on: keyOfAnswer({ submissionId: to[0], question: to[1] }), message },
        );
        route.toAnswer(...to);
      }
    } catch (error) {
      // The dialog in front says it, and what it says is over when one has signed in.
      if (isApiError(error, 'not_signed_in')) stayPainted(key);
      else stay(error instanceof Error ? error.message : String(error));
    }
  };
  const known = () => (isPainted(key) ? nextAtOnce() : null);
  const toNext = () => {
    const to = known();
    if (to !== null) {
      leavePainted();
      // Not within the press of a key, after which React does first what the answer asks the server for, and then paints it.
      setTimeout(() => route.toAnswer(to));
    } else
      void goOn(async () => {
        const { submissionId: found, ...left } = await next();
        return found === null
          ? { message: leftWords(left) ?? 'All other answers are graded' }
          : { to: [found, question], message: null };
      });
  };
  const undoSaved = () =>
    void goOn(async () => {
      await allSent();
      const undone = await undoLast({ course: course.slug, assignment: set });
      const { answers, groupName } = undone;
      const message =
        groupName === null
          ? 'Undone: this answer is as it was before'
          : `Undone for ${answers.length} answers of the group “${groupName}”`;
      announce(message);
      const here = answers.some((each) => each.submissionId === submissionId) && undone.question === question;
      const [first] = answers;
      return here || first === undefined
        ? { message }
        : { to: [first.submissionId, undone.question], message };
    });

  const now: DeskActs = { next: toNext, knowsNext: () => known() !== null, undoSaved };
  const acts = useRef(now);
  useLayoutEffect(() => {
    acts.current = now;
  });
  // Drawn while this one is read, so that it is there when it is asked for.
  const drawn = ahead === undefined || held === submissionId ? [answer] : [answer, ahead];

  return (
    <Titled value>
      <AnswerHead route={route} answer={answer} company={company} onList={list.open} onKeys={keys.open} />
      <Painted answer={key}>
        {drawn.map((each) => {
          const of = keyOfAnswer({ submissionId: each.submissionId, question });
          const isHere = of === key;
          return (
            <DrawnAhead key={of} shown={isHere} className={classes.columns}>
              <AnswerDesk
                set={set}
                base={route.base}
                answer={each}
                company={isHere ? company : NOBODY}
                acts={acts}
                message={said?.on === of ? said.message : null}
              />
            </DrawnAhead>
          );
        })}
      </Painted>
      <AnswerList route={route} rubric={answer.rubric} opened={listOpened} onClose={list.close} />
      {keysOpened && (
        <Suspense fallback={null}>
          <KeysDialog
            places={['answer']}
            note="Moving on saves what you changed. While you write a comment, Ctrl or ⌘ and . finds a saved one."
            onClose={keys.close}
          />
        </Suspense>
      )}
    </Titled>
  );
}
