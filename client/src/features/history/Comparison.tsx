import { Button, SegmentedControl } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { lazy, Suspense, useRef, useState } from 'react';
import type { AssignmentView } from '../../../../contract/assignments.ts';
import { useKeys } from '../../components/useKeys.ts';
import { codeFileNames, writtenQuestions } from '../workspace/document/contents.ts';
import { questionName } from '../../../../contract/questionName.ts';
import classes from './history.module.css';
import { differingKeys, type Version } from './versions.ts';
import { KeyHint } from '../../components/KeyHint.tsx';

const Difference = lazy(() => import('./Difference.tsx'));
const RenderedDifference = lazy(() => import('./RenderedDifference.tsx'));

interface ComparisonProps {
  assignment: AssignmentView;
  before: Version;
  after: Version;
}

/** Two states side by side, only what differs. `n` and `p` go from text to text. */
export function Comparison({ assignment, before, after }: ComparisonProps) {
  const unified = useMediaQuery('(max-width: 899px)', undefined, { getInitialValueInEffect: false });
  const root = useRef<HTMLElement>(null);
  const [form, setForm] = useState<'text' | 'rendered'>('text');
  const questions = writtenQuestions(assignment);
  const keys = [...questions.map(({ id }) => id), ...codeFileNames(assignment).map(({ name }) => name)];
  const differing = differingKeys(keys, before, after);
  const go = (step: 1 | -1) => {
    const headings = [...(root.current?.querySelectorAll<HTMLElement>('h3') ?? [])];
    const at = headings.findIndex((heading) => heading === document.activeElement);
    const next = headings[at === -1 ? 0 : Math.max(0, Math.min(headings.length - 1, at + step))];
    next?.focus();
    next?.scrollIntoView({ block: 'start' });
  };
  useKeys('history', { n: () => go(1), p: () => go(-1) });
  const titleOf = (key: string) => {
    const question = questions.find(({ id }) => id === key);
    return question === undefined ? key : questionName(question);
  };
  return (
    <section ref={root} aria-labelledby="comparison">
      <div className={classes.compared}>
        <h2 id="comparison" tabIndex={-1}>
          {before.name} → {after.name}
        </h2>
        <span className={classes.muted}>
          {differing.length === 0
            ? 'Nothing differs'
            : `${differing.length} of ${keys.length} texts ${differing.length === 1 ? 'differs' : 'differ'}`}
        </span>
        {differing.length > 0 && (
          <span className={classes.steps}>
            <SegmentedControl
              size="xs"
              aria-label="Show answers as"
              value={form}
              onChange={(value) => setForm(value as typeof form)}
              data={[
                { value: 'text', label: 'Text' },
                { value: 'rendered', label: 'Rendered' },
              ]}
            />
            {differing.length > 1 && (
              <>
                <Button
                  variant="default"
                  size="xs"
                  rightSection={<KeyHint of="history:n" />}
                  onClick={() => go(1)}
                >
                  Next
                </Button>
                <Button
                  variant="default"
                  size="xs"
                  rightSection={<KeyHint of="history:p" />}
                  onClick={() => go(-1)}
                >
                  Previous
                </Button>
              </>
            )}
          </span>
        )}
      </div>
      {differing.map((key) => (
        <article key={key} className={classes.difference}>
          <h3 tabIndex={-1}>{titleOf(key)}</h3>
          <Suspense fallback={<p className={classes.muted}>Comparing…</p>}>
            {form === 'rendered' && !key.includes('.') ? (
              <RenderedDifference
                label={titleOf(key)}
                of={key}
                before={before}
                after={after}
                macros={assignment.macros}
              />
            ) : (
              <Difference
                label={titleOf(key)}
                before={before.texts.get(key) ?? ''}
                after={after.texts.get(key) ?? ''}
                unified={unified}
              />
            )}
          </Suspense>
        </article>
      ))}
    </section>
  );
}
