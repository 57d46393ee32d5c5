import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type PropsWithChildren } from 'react';
import type { PublicQuestion } from '../../../../../contract/assignments.ts';
import { questionName } from '../../../../../contract/questionName.ts';
import type { Tried, TryOutcome } from '../../../../../contract/tries.ts';
import { announce } from '../../../app/announcer.ts';
import { Details } from '../../../components/Details.tsx';
import { Message } from '../../../components/Message.tsx';
import { TestList } from '../../../components/report/TestList.tsx';
import { summarizeTests } from '../../../components/report/words.ts';
import { useDueWords } from '../../../components/report/useDueWords.ts';
import { Status } from '../../../components/Status.tsx';
import { useElapsed } from '../../../components/useElapsed.ts';
import { useWorkspace } from '../../workspace/writing/WorkspaceProvider.tsx';
import classes from './live.module.css';
import { tryText } from './tryText.ts';
import { notRun } from './words.ts';

interface AllTestsProps {
  questions: readonly PublicQuestion[];
  file: { name: string; text: string };
}

interface Ran {
  question: PublicQuestion;
  outcome: TryOutcome;
}

const triedOf = (ran: readonly Ran[]): Tried[] =>
  ran.flatMap(({ outcome }) => (outcome.kind === 'tried' ? [outcome] : []));

/** Of this question alone; whatever else was not run would not be run for the next one, either. */
const goesOn = ({ kind }: TryOutcome): boolean => kind === 'tried' || kind === 'unavailable';

/**
 * All visible tests of all questions, on request: as a submission runs them, and nothing is handed in. The button stands above the
 * picture: below it, it would move under the hand with every picture that comes or goes.
 */
export default function AllTests({ questions, file, children }: PropsWithChildren<AllTestsProps>) {
  const { assignment, params } = useWorkspace();
  const dueWords = useDueWords(assignment.dueAt);
  const [ran, setRan] = useState<readonly Ran[]>([]);
  const run = useMutation({
    mutationFn: async (tried: AllTestsProps['file']) => {
      const all: Ran[] = [];
      setRan(all);
      for (const question of questions) {
        const asked = { file: tried, tests: 'visible', adjustment: null } as const;
        const outcome = await tryText({ ...params, question: question.id }, asked);
        all.push({ question, outcome });
        setRan([...all]);
        if (!goesOn(outcome)) break;
      }
      return { all, text: tried.text };
    },
    onSuccess: ({ all }) => {
      const last = all.at(-1);
      const stopped = last === undefined ? null : notRun(last.outcome, 0);
      announce(stopped ?? summarizeTests(triedOf(all), dueWords).words);
    },
  });
  const last = ran.at(-1);
  const stopped = last !== undefined && !goesOn(last.outcome) ? last.outcome : null;
  const missing = questions.slice(stopped === null ? ran.length : ran.length - 1);
  const [next] = missing;
  return (
    <>
      <div className={classes.all}>
        <Button variant="default" size="compact-sm" loading={run.isPending} onClick={() => run.mutate(file)}>
          Run all visible tests
        </Button>
        {run.error !== null && (
          <p role="alert">
            The tests were not run: <Message>{run.error.message}</Message>
          </p>
        )}
        {run.isPending && next !== undefined && <Status kind="running">{questionName(next)}</Status>}
        {stopped !== null && (
          <p>
            <NotRun outcome={stopped} />
            {questions.length > 1 && ` Not run: ${missing.map(questionName).join(', ')}.`}
          </p>
        )}
        {triedOf(ran).length === questions.length && (
          <p>
            <Summary tested={triedOf(ran)} dueWords={dueWords} />
          </p>
        )}
        {run.data !== undefined && run.data.text !== file.text && <p>Your text has changed since.</p>}
      </div>
      {children}
      {ran
        .filter(({ outcome }) => goesOn(outcome))
        .map((each) => (
          <QuestionTests
            key={each.question.id}
            {...each}
            isAlone={questions.length === 1}
            dueWords={dueWords}
          />
        ))}
    </>
  );
}

/** What the tests of one question say; under which question, unless there is no other. */
function QuestionTests({
  question,
  outcome,
  isAlone,
  dueWords,
}: Ran & { isAlone: boolean; dueWords: string }) {
  const name = questionName(question);
  if (outcome.kind !== 'tried')
    return (
      <p className={classes.allResult}>
        {!isAlone && <b>{name}: </b>}
        <NotRun outcome={outcome} />
      </p>
    );
  return (
    <div className={classes.allResult}>
      {!isAlone && (
        <p>
          <b className={classes.allName}>{name}</b> <Summary tested={[outcome]} dueWords={dueWords} />
        </p>
      )}
      <Details summary={isAlone ? 'Each test' : `Each test of ${name}`}>
        <TestList tests={outcome.tests} />
      </Details>
      {outcome.output !== '' && (
        <Details summary="What the code printed">
          <pre className={classes.output} tabIndex={0}>
            {outcome.output}
          </pre>
        </Details>
      )}
    </div>
  );
}

function NotRun({ outcome }: { outcome: TryOutcome }) {
  return <Message>{notRun(outcome, useElapsed(outcome))}</Message>;
}

function Summary({ tested, dueWords }: { tested: Parameters<typeof summarizeTests>[0]; dueWords: string }) {
  const { kind, words } = summarizeTests(tested, dueWords);
  // Green is for what is handed in.
  return <Status kind={kind === 'passed' ? 'done' : kind}>{words}.</Status>;
}
