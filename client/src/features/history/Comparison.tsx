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
  /** Why no text can be put back, where one might wish to; else null. */
  closed: string | null;
  /** Puts a text of the older state back into the draft; null where that cannot be. */
  onRestore: ((key: string) => void) | null;
  /** The text that is being put back. */
  restoring: string | null;
}

/** What a text of a set is called. */
export function titleOf(assignment: AssignmentView, key: string): string {
  const question = writtenQuestions(assignment).find(({ id }) => id === key);
  return question === undefined ? key : questionName(question);
}

/** Two states side by side, only what differs. `n` and `p` go from text to text. */
export function Comparison({ assignment, before, after, closed, onRestore, restoring }: ComparisonProps) {
  const unified = useMediaQuery('(max-width: 899px)', undefined, { getInitialValueInEffect: false });
  const root = useRef<HTMLElement>(null);
  const [form, setForm] = useState<'text' | 'rendered'>('text');
  const keys = [
    ...writtenQuestions(assignment).map(({ id }) => id),
    ...codeFileNames(assignment).map(({ name }) => name),
  ];
  const differing = differingKeys(keys, before, after);
  const go = (step: 1 | -1) => {
    const headings = [...(root.current?.querySelectorAll<HTMLElement>('h3') ?? [])];
    const at = headings.findIndex((heading) => heading === document.activeElement);
    const next = headings[at === -1 ? 0 : Math.max(0, Math.min(headings.length - 1, at + step))];
    next?.focus();
    next?.scrollIntoView({ block: 'start' });
  };
  useKeys('history', { n: () => go(1), p: () => go(-1) });
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
      {closed !== null && differing.length > 0 && <p className={classes.muted}>{closed}</p>}
      {differing.map((key) => (
        <article key={key} className={classes.difference}>
          <div className={classes.title}>
            <h3 tabIndex={-1}>{titleOf(assignment, key)}</h3>
            {onRestore !== null && (
              <Button
                variant="default"
                size="xs"
                aria-label={`Put back ${titleOf(assignment, key)} as in ${before.name}`}
                loading={restoring === key}
                disabled={restoring !== null && restoring !== key}
                onClick={() => onRestore(key)}
              >
                Put back
              </Button>
            )}
          </div>
          <Suspense fallback={<p className={classes.muted}>Comparing…</p>}>
            {form === 'rendered' && !key.includes('.') ? (
              <RenderedDifference
                label={titleOf(assignment, key)}
                of={key}
                before={before}
                after={after}
                macros={assignment.macros}
              />
            ) : (
              <Difference
                label={titleOf(assignment, key)}
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
