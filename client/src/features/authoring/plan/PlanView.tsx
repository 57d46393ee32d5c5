import { Button, Group, Radio } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { getAssignment, listAssignments, listVersions } from '../../../../../contract/assignments.ts';
import { exportVersionPlan, publishAssignment } from '../../../../../contract/publishing.ts';
import { getGradebook } from '../../../../../contract/gradebook.ts';
import type { BodyInputOf } from '../../../../../contract/operation.ts';
import {
  MISSING_STEPS,
  VersionPlanNeeded,
  type PlannedQuestion,
  type VersionPlan,
  type VersionStep,
  type VersionSteps,
} from '../../../../../contract/versions.ts';
import { isApiError } from '../../../api/ApiError.ts';
import { call } from '../../../api/call.ts';
import { invalidate } from '../../../api/query.ts';
import { announce } from '../../../app/announcer.ts';
import { useCourse } from '../../../app/session.tsx';
import { downloadText } from '../../../components/downloadText.ts';
import { Failure } from '../../../components/Failure.tsx';
import { Message } from '../../../components/Message.tsx';
import { Notice } from '../../../components/Notice.tsx';
import { TimeChange } from '../../../components/TimeChange.tsx';
import { Changes } from '../../dates/Effect.tsx';
import { effectSummary } from '../../dates/effectSummary.ts';
import { NotPublished } from '../problems/NotPublished.tsx';
import { questionName } from '../../../../../contract/questionName.ts';
import { own } from '../../../../../contract/own.ts';
import { PlanStudents } from './PlanStudents.tsx';
import classes from './plan.module.css';
import {
  CHANGE_WORDS,
  differenceWords,
  dueWords,
  gradesWords,
  missingWords,
  pointsWords,
  scoresWords,
} from './planWords.ts';

interface PlanViewProps {
  name: string;
  checked: VersionPlan;
  request: BodyInputOf<typeof publishAssignment>;
  onSteps: (steps: VersionSteps) => void;
  isChecking: boolean;
}

/** What a new version does to what was handed in: looked at and chosen here, then published as it is. */
export function PlanView({ name, checked, request, onSteps, isChecking }: PlanViewProps) {
  const { course } = useCourse();
  const navigate = useNavigate();
  /** As the server has it since: another one than was looked at. */
  const [newer, setNewer] = useState<{ than: string; plan: VersionPlan } | null>(null);
  const [open, setOpen] = useState(false);
  const moved = newer?.than === checked.token ? newer.plan : null;
  const plan = moved ?? checked;
  const publishing = useMutation({
    mutationFn: (samples: 'run' | 'left_out') =>
      call(publishAssignment, {
        params: { course: course.slug },
        body: { ...request, plan: plan.token, samples },
      }),
    onError: (error) => {
      if (!isApiError(error, 'version_plan')) return;
      setNewer({ than: checked.token, plan: error.detailsAs(VersionPlanNeeded).plan });
    },
    onSuccess: async ({ slug, version }) => {
      announce(`Published as version ${version}`);
      await invalidate(listAssignments, getAssignment, listVersions, getGradebook);
      const tested = plan.questions.some((question) => question.tested);
      await navigate(tested ? `/c/${course.slug}/results/${slug}/reruns` : `/c/${course.slug}`);
    },
  });
  const exporting = useMutation({
    mutationFn: () => call(exportVersionPlan, { params: { course: course.slug }, body: request }),
    onSuccess: (csv) => downloadText(`version-${plan.version}.csv`, csv, 'text/csv'),
  });
  const choose = (id: string, step: VersionStep) =>
    onSteps({ ...request.steps, [id]: { ...own(request.steps ?? {}, id), ...step } });
  const movedDue = plan.dueBefore !== plan.dueAfter;
  return (
    <section className={classes.plan} aria-labelledby="plan">
      <h2 id="plan">
        {name}, version {plan.version} <span className={classes.muted}>— nothing has changed yet</span>
      </h2>
      <ul className={classes.questions} aria-label="Questions">
        {plan.questions.map((question) => (
          <Question
            key={`${question.id} ${question.change}`}
            question={question}
            chosen={own(request.steps ?? {}, question.id) ?? {}}
            onChoose={choose}
          />
        ))}
        {movedDue && (
          <li className={classes.question}>
            <strong>Due</strong>
            <span>
              <TimeChange before={plan.dueBefore} after={plan.dueAfter} timeZone={course.timeZone} />
            </span>
            <span className={classes.muted}>{dueWords(plan)}</span>
          </li>
        )}
      </ul>
      {plan.changes.length > 0 && (
        <section className={classes.times} aria-labelledby="times">
          <h3 id="times">{effectSummary(plan.changes)}</h3>
          <Changes changes={plan.changes} />
        </section>
      )}
      <Group className={classes.foot} gap="xs">
        <p className={classes.scores}>
          {plan.students.length > 0 ? scoresWords(plan) : 'Nobody has handed in.'}
        </p>
        {plan.students.length > 0 && (
          <>
            <Button variant="default" onClick={() => setOpen(!open)} aria-expanded={open}>
              {open ? 'Hide students' : 'See students'}
            </Button>
            <Button variant="default" loading={exporting.isPending} onClick={() => exporting.mutate()}>
              CSV
            </Button>
          </>
        )}
        <Button loading={publishing.isPending || isChecking} onClick={() => publishing.mutate('run')}>
          Publish
        </Button>
      </Group>
      {publishing.error !== null &&
        (isApiError(publishing.error, 'version_plan') ? (
          <Notice kind="warning" title="The plan has changed meanwhile">
            <Message>{publishing.error.message}</Message>
          </Notice>
        ) : (
          <NotPublished
            error={publishing.error}
            onWithoutSamples={() => publishing.mutate('left_out')}
            isPending={publishing.isPending}
          />
        ))}
      {plan.questions.some(({ tested }) => tested) && (
        <p className={classes.muted}>
          After publishing, a rerun proposes results by the changed tests. No score changes until you apply
          it.
        </p>
      )}
      {open && <PlanStudents plan={plan} />}
      <Failure error={exporting.error} />
    </section>
  );
}

interface QuestionProps {
  question: PlannedQuestion;
  /** Shown while the plan of it is made. */
  chosen: VersionStep;
  onChoose: (id: string, step: VersionStep) => void;
}

function Question({ question, chosen, onChoose }: QuestionProps) {
  const { id, change, grades, missing } = question;
  const name = questionName(question);
  return (
    <li className={classes.question} data-change={change}>
      <strong dir="auto">{name}</strong>
      <span>
        {CHANGE_WORDS[change]} · {pointsWords(question)}
      </span>
      <span className={classes.muted}>{differenceWords(question).join(' · ')}</span>
      {grades !== null && grades.options.length > 1 && (
        <Radio.Group
          aria-label={`Grades of ${name}`}
          className={classes.choice}
          value={chosen.grades ?? grades.step}
          onChange={(step) => onChoose(id, { grades: grades.options.find((option) => option === step)! })}
        >
          <Group gap="md">
            {grades.options.map((step) => (
              <Radio key={step} value={step} label={gradesWords(step, question)} />
            ))}
          </Group>
        </Radio.Group>
      )}
      {missing !== null && (
        <Radio.Group
          aria-label={`Submissions without ${name}`}
          className={classes.choice}
          value={chosen.missing ?? missing}
          onChange={(step) => onChoose(id, { missing: MISSING_STEPS.find((option) => option === step)! })}
        >
          <Group gap="md">
            {MISSING_STEPS.map((step) => (
              <Radio key={step} value={step} label={missingWords(step, question)} />
            ))}
          </Group>
        </Radio.Group>
      )}
    </li>
  );
}
