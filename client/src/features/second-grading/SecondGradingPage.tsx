import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import {
  decideSecondGrading,
  getSecondGrading,
  takeBackSecondGrading,
} from '../../../../contract/secondGradings.ts';
import type { ResponseOf } from '../../../../contract/operation.ts';
import { isDecided } from '../../../../grader/core/rubric.ts';
import { call } from '../../api/call.ts';
import { invalidate, useCall } from '../../api/query.ts';
import { useSetNews } from '../../api/useSetNews.ts';
import { announce } from '../../app/announcer.ts';
import { useCourse } from '../../app/session.tsx';
import { useKept } from '../../app/useKept.ts';
import { Details } from '../../components/Details.tsx';
import { Markup } from '../../components/Markup.tsx';
import { Failure } from '../../components/Failure.tsx';
import { KeyHint } from '../../components/KeyHint.tsx';
import { Notice } from '../../components/Notice.tsx';
import { Outcome } from '../../components/Outcome.tsx';
import { PageHeader } from '../../components/Page.tsx';
import { Titled } from '../../components/pageTitle.ts';
import { Pending } from '../../components/Pending.tsx';
import { Score } from '../../components/Score.tsx';
import { GradeFields } from '../grading/fields/GradeFields.tsx';
import { PanelFoot } from '../grading/panel/PanelFoot.tsx';
import {
  NO_DECISION,
  isGradeState,
  scoreFor,
  UNGRADED,
  type GradeState,
} from '../grading/grade/gradeState.ts';
import classes from '../grading/grading.module.css';
import { invalidateGrades } from '../grading/grade/invalidateGrades.ts';
import { Solution } from '../grading/answer/Solution.tsx';
import { useQueueCrumbs } from '../grading/queue/useQueueCrumbs.ts';
import { useSubmissionImageUrl } from '../images/imageUrls.ts';
import { questionName, questionTab } from '../../../../contract/questionName.ts';
import { heldWhile } from '../../components/heldWhile.ts';

/** What was saved in this tab, the last one last, each with what it was before: null where it was not graded a second time. */
const saved: {
  page: string;
  submissionId: string;
  question: string;
  before: GradeState | null;
  at: string;
}[] = [];

/** An answer that is graded a second time, with nothing of the first grade beside it. */
export function Component() {
  const { set = '', question = '', answer = '' } = useParams();
  const params = { submissionId: answer, question };
  const { course } = useCourse();
  useSetNews({ course: course.slug, of: answer }, getSecondGrading);
  const query = useCall(getSecondGrading, { params });
  if (query.data === undefined) return <Pending query={query} />;
  return <SecondGrading key={answer} set={set} submissionId={answer} asked={query.data} />;
}

interface SecondGradingProps {
  set: string;
  submissionId: string;
  asked: ResponseOf<typeof getSecondGrading>;
}

function SecondGrading({ set, submissionId, asked }: SecondGradingProps) {
  const { members, question, macros, answer, images, rubric, maxScore, choice, decidedAt } = asked;
  const { course } = useCourse();
  const navigate = useNavigate();
  const imageUrl = useSubmissionImageUrl(submissionId, images);
  // Of another choice, which was made meanwhile, it is another one.
  const [grade, setGrade] = useKept<GradeState>(
    `second grade ${submissionId} ${question.id} ${JSON.stringify(choice)}`,
    choice ?? UNGRADED,
    isGradeState,
  );
  const [complaint, setComplaint] = useState<string | null>(null);
  // What was chosen here while another choice was saved elsewhere, which stands in the form now.
  const [refused, setRefused] = useState<GradeState | null>(null);
  const base = `/c/${course.slug}/grade`;
  const crumbs = useQueueCrumbs(set);
  const saving = useMutation({
    mutationFn: () =>
      call(decideSecondGrading, {
        params: { submissionId, question: question.id },
        body: { ...grade, seen: decidedAt },
      }),
    onError: async () => {
      await invalidate(getSecondGrading);
      setRefused(grade);
    },
    onSuccess: async ({ decidedAt: at, left: [next, ...others] }) => {
      saved.push({
        page: `${base}/${set}/${question.id}/${submissionId}/second`,
        submissionId,
        question: question.id,
        before: choice,
        at,
      });
      announce(next === undefined ? 'All are graded a second time' : `Saved; ${others.length + 1} to go`);
      await Promise.all([invalidateGrades(), invalidate(getSecondGrading)]);
      setGrade(choice ?? UNGRADED);
      await navigate(next === undefined ? base : `${base}/${set}/${question.id}/${next}/second`);
    },
  });
  const undoing = useMutation({
    mutationFn: async () => {
      const last = saved.at(-1);
      if (last === undefined) return null;
      const params = { submissionId: last.submissionId, question: last.question };
      if (last.before === null) await call(takeBackSecondGrading, { params, query: { seen: last.at } });
      else await call(decideSecondGrading, { params, body: { ...last.before, seen: last.at } });
      return last;
    },
    // What cannot be undone any more is not tried again and again.
    onSettled: () => saved.pop(),
    onSuccess: async (last) => {
      if (last === null) return setComplaint('Nothing was saved here that could be undone.');
      announce('Undone: this answer is as it was before');
      await Promise.all([invalidateGrades(), invalidate(getSecondGrading)]);
      await navigate(last.page);
    },
  });
  const isChanged = JSON.stringify(grade) !== JSON.stringify(choice ?? UNGRADED);
  /** What is begun here first, then what was saved last, on an answer before this one, too. */
  const undo = () => {
    setComplaint(null);
    if (isChanged) setGrade(choice ?? UNGRADED);
    else if (!undoing.isPending && !saving.isPending) undoing.mutate();
  };
  const save = () => {
    if (saving.isPending || undoing.isPending) return;
    if (isDecided(grade)) saving.mutate();
    else setComplaint(NO_DECISION);
  };
  const scoreOf = (of: GradeState) => scoreFor(of, { written: true, automatic: null, maxScore, rubric });
  const title = questionName(question);
  return (
    <Titled value>
      <PageHeader
        title={title}
        tab={questionTab(question)}
        place="Second grading"
        crumbs={crumbs}
        about="A second time, without the first grade; no score changes by it"
        people={<b className={classes.who}>{members.map(({ name }) => name).join(', ')}</b>}
      />
      <div className={classes.columns}>
        <div className={classes.answer}>
          <Details summary="The question">
            <Markup ofSet source={question.statement} macros={macros} size="small" />
          </Details>
          <Details summary="Solution">
            <Solution set={set} question={question} macros={macros} />
          </Details>
          {answer.trim() === '' ? (
            <p className={classes.muted}>No answer was given.</p>
          ) : (
            <div className={classes.paper}>
              <Markup source={answer} macros={macros} imageUrl={imageUrl} />
            </div>
          )}
        </div>
        <aside className={classes.panel} aria-label="Second grade">
          <div className={classes.panelBody}>
            <Score score={scoreOf(grade)} maxScore={maxScore} size="large" />
            {refused !== null && choice !== null && JSON.stringify(refused) !== JSON.stringify(grade) && (
              <Notice kind="info" title={`What you chose here gives ${scoreOf(refused)}`}>
                <Button
                  variant="default"
                  size="xs"
                  onClick={() => {
                    setGrade(refused);
                    setRefused(null);
                  }}
                >
                  Put it back into the form
                </Button>
              </Notice>
            )}
            <GradeFields
              place="answer"
              set={set}
              question={question.id}
              rubric={rubric}
              maxScore={maxScore}
              grade={grade}
              onChange={heldWhile(saving.isPending, (edit) => {
                setComplaint(null);
                setGrade(edit);
              })}
              fromRule={null}
              commentSeenBy="instructors see it, and the group if they adopt this grade"
              keys={{ u: undo, n: save, 'Mod+Enter': save, 'Mod+Shift+Enter': save }}
            />
            {complaint !== null && (
              <Outcome key={complaint}>
                <Notice kind="warning" title={complaint} />
              </Outcome>
            )}
            <Failure error={saving.error} title="Not saved" />
            <Failure error={undoing.error} title="Not undone" />
          </div>
          <PanelFoot>
            <Button
              variant="subtle"
              size="compact-sm"
              onClick={undo}
              rightSection={<KeyHint of="answer:u" />}
            >
              Undo
            </Button>
            <span className={classes.space} />
            <Button onClick={save} loading={saving.isPending} rightSection={<KeyHint of="answer:n" />}>
              Save, next
            </Button>
          </PanelFoot>
        </aside>
      </div>
    </Titled>
  );
}
