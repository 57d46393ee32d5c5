import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { lazy, Suspense, useState } from 'react';
import { useSearchParams } from 'react-router';
import type { AnswerGroupView, listAnswerGroups } from '../../../../contract/answerGroups.ts';
import type { ResponseOf } from '../../../../contract/operation.ts';
import { useCourse } from '../../app/session.tsx';
import { useKept } from '../../app/useKept.ts';
import { Details } from '../../components/Details.tsx';
import { Markup } from '../../components/Markup.tsx';
import { Page } from '../../components/Page.tsx';
import { useKeys } from '../../components/useKeys.ts';
import { isGradeState, type GradeState } from '../grading/grade/gradeState.ts';
import { invalidateGrades } from '../grading/grade/invalidateGrades.ts';
import { useQueueCrumbs } from '../grading/queue/useQueueCrumbs.ts';
import { questionName, questionTab } from '../../../../contract/questionName.ts';
import classes from './answerGroups.module.css';
import { GroupAnswers } from './GroupAnswers.tsx';
import { GroupGradePanel } from './GroupGradePanel.tsx';
import { GroupHead } from './GroupHead.tsx';
import { GroupList } from './GroupList.tsx';
import { begunUnder, groupWith, MAX_NAME, nextUngradedGroup, openingGroup, toggled } from './groupState.ts';
import { NameDialog, type NewGroup } from './NameDialog.tsx';
import type { GroupParams } from './useGradeGroup.ts';

const KeysDialog = lazy(() => import('../keys/KeysDialog.tsx'));

interface GroupsProps {
  params: GroupParams;
  data: ResponseOf<typeof listAnswerGroups>;
}

const NONE: ReadonlySet<string> = new Set();
const NO_STATES: Readonly<Record<string, GradeState[]>> = {};

const byPeople = (groups: readonly AnswerGroupView[]): string[] =>
  groups.filter(({ by }) => by === 'person').map(({ id }) => id);

/** Attribute of what stands for answers: their submission ids. */
const ANSWERS = 'data-answers';

export function Groups({ params, data }: GroupsProps) {
  const { question, rubric, macros, groups } = data;
  const { role, mayAct: mayGrade } = useCourse();
  const [search, setSearch] = useSearchParams();
  /** An answer of the open group: groups change, answers stay. */
  const [anchor, setAnchor] = useState(
    () =>
      groupWith(groups, search.get('answer'))?.answers[0]?.submissionId ??
      openingGroup(groups)?.answers[0]?.submissionId ??
      null,
  );
  const [tickedGroups, setTickedGroups] = useState(NONE);
  const [tickedAnswers, setTickedAnswers] = useState(NONE);
  const [states, setStates] = useKept<Readonly<Record<string, GradeState[]>>>(
    `grades of groups ${params.course} ${params.assignment} ${params.question}`,
    NO_STATES,
    (kept) => Object.values(kept as object).every((each) => Array.isArray(each) && each.every(isGradeState)),
  );
  const [newGroup, setNewGroup] = useState<NewGroup | null>(null);
  const [keysOpened, keys] = useDisclosure(false);
  const current = groupWith(groups, anchor) ?? openingGroup(groups);
  const crumbs = useQueueCrumbs(params.assignment);

  const openAnswer = (submissionId: string) => {
    setAnchor(submissionId);
    setTickedAnswers(NONE);
    setSearch({ answer: submissionId }, { replace: true });
  };
  const open = (group: AnswerGroupView | null | undefined) => {
    const [first] = group?.answers ?? [];
    if (first !== undefined) openAnswer(first.submissionId);
  };
  const way = (group: AnswerGroupView | null | undefined) => (group ? () => open(group) : undefined);
  const at = current === null ? -1 : groups.indexOf(current);
  const next = way(groups[at + 1]);
  const previous = way(groups[at - 1]);
  const toNextUngraded = way(current === null ? null : nextUngradedGroup(groups, current));

  const merged = groups.filter(({ id }) => tickedGroups.has(id));
  const merge = () => {
    const [largest] = merged;
    if (largest === undefined || merged.length < 2) return;
    const answers = merged.flatMap((group) => group.answers);
    setNewGroup({
      kind: 'merge',
      name: largest.name.slice(0, MAX_NAME),
      submissionIds: answers.map(({ submissionId }) => submissionId),
      seen: byPeople(merged),
    });
  };
  const splitOff = (current?.answers ?? [])
    .map(({ submissionId }) => submissionId)
    .filter((id) => tickedAnswers.has(id));
  const canSplit = splitOff.length > 0 && splitOff.length < (current?.answers.length ?? 0);
  const split = () =>
    setNewGroup({
      kind: 'split',
      name: '',
      submissionIds: splitOff,
      seen: current === null ? [] : byPeople([current]),
    });
  const tick = () => {
    const inFocus = document.activeElement?.closest(`[${ANSWERS}]`)?.getAttribute(ANSWERS);
    if (inFocus != null) setTickedAnswers(toggled(tickedAnswers, ...inFocus.split(' ')));
    else if (current !== null) setTickedGroups(toggled(tickedGroups, current.id));
  };
  useKeys('groups', {
    j: next,
    k: previous,
    n: toNextUngraded,
    x: mayGrade ? tick : undefined,
    s: canSplit ? split : undefined,
    m: merged.length >= 2 ? merge : undefined,
    '?': keys.open,
  });
  if (current === null) return null;

  const base = `/c/${params.course}/grade`;
  const pageOf = (submissionId: string) => `${base}/${params.assignment}/${params.question}/${submissionId}`;
  return (
    <Page
      title={questionName(question)}
      tab={questionTab(question)}
      place="Similar answers"
      crumbs={crumbs}
      width="full"
      about={
        <span>
          Similar answers: {groups.length}, with {question.graded} of {question.answers} answers graded
        </span>
      }
      actions={
        <>
          <Button
            variant="default"
            size="xs"
            disabled={!previous}
            onClick={previous}
            aria-label="Previous group"
          >
            Previous
          </Button>
          <Button variant="default" size="xs" disabled={!next} onClick={next} aria-label="Next group">
            Next
          </Button>
        </>
      }
      buttons={[{ label: 'Single answers', to: pageOf(current.answers[0]?.submissionId ?? '') }]}
      more={[{ label: 'Keys', onClick: keys.open, keyHint: 'groups:?' }]}
    >
      <div className={classes.columns}>
        <GroupList
          groups={groups}
          current={current}
          ticked={new Set(merged.map(({ id }) => id))}
          onOpen={open}
          onTick={({ id }) => setTickedGroups(toggled(tickedGroups, id))}
          onMerge={mayGrade ? merge : undefined}
        />
        <div className={classes.group}>
          <GroupHead
            key={current.id}
            params={params}
            group={current}
            ticked={splitOff.length}
            onSplit={canSplit ? split : undefined}
          />
          <Details summary="The question">
            <Markup ofSet source={data.statement} macros={macros} size="small" />
          </Details>
          <GroupAnswers
            key={`answers ${current.id}`}
            group={current}
            macros={macros}
            rubric={rubric}
            ticked={tickedAnswers}
            onTick={(ids) => setTickedAnswers(toggled(tickedAnswers, ...ids))}
            pageOf={pageOf}
          />
        </div>
        {mayGrade ? (
          <GroupGradePanel
            key={`grade ${current.id}`}
            params={params}
            group={current}
            rubric={rubric}
            maxScore={question.points}
            states={states[begunUnder(states, current)] ?? []}
            onStates={(changed) =>
              setStates((now) => {
                const { [begunUnder(now, current)]: _, ...others } = now;
                return changed.length === 0 ? others : { ...others, [begunUnder(now, current)]: changed };
              })
            }
            toNextUngraded={toNextUngraded}
          />
        ) : (
          <p className={classes.hint}>
            {role === 'observer'
              ? 'You read here as an observer; teaching assistants grade.'
              : 'The course is archived: these grades stay as they are.'}
          </p>
        )}
      </div>
      <NameDialog
        group={newGroup}
        params={params}
        onClose={() => setNewGroup(null)}
        onDone={async (submissionId) => {
          await invalidateGrades();
          setTickedGroups(NONE);
          openAnswer(submissionId);
        }}
      />
      {keysOpened && (
        <Suspense fallback={null}>
          <KeysDialog places={['groups']} note="Nothing is graded by moving on." onClose={keys.close} />
        </Suspense>
      )}
    </Page>
  );
}
