import { Button } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import type { PublicQuestion } from '../../../../../contract/assignments.ts';
import { questionName } from '../../../../../contract/questionName.ts';
import { useText, useWorkspace } from '../../workspace/writing/WorkspaceProvider.tsx';
import classes from './live.module.css';
import type { LineMark } from '../../../components/editor/lineMark.ts';
import { touchedEntry } from './touched.ts';
import { NOTHING_HANDED_IN } from './words.ts';

const LivePicture = lazy(() => import('./LivePicture.tsx'));
const AllTests = lazy(() => import('./AllTests.tsx'));

type CodeQuestion = Extract<PublicQuestion, { kind: 'optimizer' }>;

interface LiveSectionProps {
  /** Of the code, such as `optim.py`. */
  name: string;
  onMark: (mark: LineMark | null) => void;
}

/**
 * What the text does while it is written. Nothing is asked for, and what draws is not even loaded, before the text changes
 * or somebody wants to see it.
 */
export function LiveSection({ name, onMark }: LiveSectionProps) {
  const { assignment, locked } = useWorkspace();
  const text = useText(name);
  const questions = assignment.questions.filter(
    (question): question is CodeQuestion => question.kind === 'optimizer',
  );
  const [seen, setSeen] = useState(text);
  const [chosen, setChosen] = useState(questions[0]?.id ?? '');
  const [begun, setBegun] = useState(false);
  if (text !== seen) {
    const entry = touchedEntry(
      seen,
      text,
      questions.map((question) => question.entry),
    );
    const touched = questions.find((question) => question.entry === entry);
    setSeen(text);
    setBegun(true);
    if (touched) setChosen(touched.id);
  }
  if (questions.length === 0) return null;
  return (
    <section className={classes.live} aria-labelledby="live">
      <div className={classes.head}>
        <h2 id="live">{locked === null ? 'While you type' : 'What your code does'}</h2>
        {questions.length > 1 && (
          // The browser's own: Mantine's would cost the page more than all else here.
          <select
            className={classes.select}
            aria-label="Question that is tried"
            value={chosen}
            onChange={(event) => {
              setChosen(event.currentTarget.value);
              setBegun(true);
            }}
          >
            {questions.map((question) => (
              <option key={question.id} value={question.id}>
                {questionName(question)}
              </option>
            ))}
          </select>
        )}
        <span className={classes.muted}>{NOTHING_HANDED_IN}</span>
      </div>
      {begun ? (
        <Suspense fallback={<div className={classes.waiting} />}>
          <AllTests questions={questions} file={{ name, text }}>
            <LivePicture key={chosen} question={chosen} file={{ name, text }} onMark={onMark} />
          </AllTests>
        </Suspense>
      ) : (
        <p className={classes.hint}>
          {locked === null ? 'Your path is drawn here when you type.' : 'Your path can be drawn here.'}{' '}
          <Button variant="default" size="compact-sm" onClick={() => setBegun(true)}>
            Draw it now
          </Button>
        </p>
      )}
    </section>
  );
}
