import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { TryOutcome } from '../../../../../contract/tries.ts';
import { announce } from '../../../app/announcer.ts';
import { Details } from '../../../components/Details.tsx';
import { Message } from '../../../components/Message.tsx';
import { TestList } from '../../../components/report/TestList.tsx';
import { summarizeTests } from '../../../components/report/words.ts';
import { Status } from '../../../components/Status.tsx';
import { useElapsed } from '../../../components/useElapsed.ts';
import classes from './live.module.css';
import { tryText } from './tryText.ts';
import { NOTHING_HANDED_IN, notRun } from './words.ts';

interface AllTestsProps {
  params: { course: string; assignment: string; question: string };
  file: { name: string; text: string };
  /** When tests that are hidden until the due time are shown. */
  dueWords: string;
}

/** All visible tests of the question, on request: as a submission runs them, and nothing is handed in. */
export function AllTests({ params, file, dueWords }: AllTestsProps) {
  const run = useMutation({
    mutationFn: async (tried: AllTestsProps['file']) => {
      const outcome = await tryText(params, { file: tried, tests: 'visible', adjustment: null });
      return { outcome, text: tried.text };
    },
    onSuccess: ({ outcome }) => announce(notRun(outcome, 0) ?? 'All visible tests have run'),
  });
  const { data } = run;
  const outcome = data?.outcome;
  return (
    <div className={classes.all}>
      <Button variant="default" size="compact-sm" loading={run.isPending} onClick={() => run.mutate(file)}>
        Run all visible tests
      </Button>
      {run.error !== null && (
        <p role="alert">
          The tests were not run: <Message>{run.error.message}</Message>
        </p>
      )}
      {outcome !== undefined && outcome.kind !== 'tried' && <NotRun outcome={outcome} />}
      {outcome?.kind === 'tried' && (
        <div className={classes.allResult}>
          <p>
            <Summary tried={outcome} dueWords={dueWords} />{' '}
            {data?.text !== file.text && 'Your text has changed since. '}
            {NOTHING_HANDED_IN}
          </p>
          <Details summary="Each test">
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
      )}
    </div>
  );
}

function NotRun({ outcome }: { outcome: TryOutcome }) {
  return (
    <p>
      <Message>{notRun(outcome, useElapsed(outcome))}</Message>
    </p>
  );
}

function Summary({
  tried,
  dueWords,
}: {
  tried: Parameters<typeof summarizeTests>[0][number];
  dueWords: string;
}) {
  const { kind, words } = summarizeTests([tried], dueWords);
  // Green is for what is handed in.
  return <Status kind={kind === 'passed' ? 'done' : kind}>{words}.</Status>;
}
