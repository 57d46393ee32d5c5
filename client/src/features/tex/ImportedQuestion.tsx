import { Checkbox } from '@mantine/core';
import type { ReactNode } from 'react';
import { Markup } from '../../components/Markup.tsx';
import { Status, type StatusKind } from '../../components/Status.tsx';
import type { WrittenQuestion } from '../workspace/document/contents.ts';
import { isOffered, type Comparison, type Finding } from './comparison.ts';
import { questionName } from '../../../../contract/questionName.ts';
import classes from './tex.module.css';

interface ImportedQuestionProps {
  question: WrittenQuestion;
  macros: Record<string, string>;
  comparison: Comparison;
  /** Whether the file's answer will be taken. */
  taken: boolean;
  /** What the answer will be when `changes`, else what the file has for it; null when neither. */
  after: string | null;
  changes: boolean;
  presentImage: (name: string) => string | null;
  foundImage: (name: string) => string | null;
  onTake: (take: boolean) => void;
}

/** Formulas and images are no words. */
function wordsText(count: number): string {
  if (count === 0) return '';
  return count === 1 ? ' of 1 word' : ` of ${count} words`;
}

function words(finding: Finding): { kind: StatusKind; text: string } {
  switch (finding.kind) {
    case 'new':
      return { kind: 'passed', text: 'New' };
    case 'replaces':
      return {
        kind: 'draft',
        text: `Replaces your answer${wordsText(finding.words)}`,
      };
    case 'unchanged':
      return { kind: 'ungraded', text: 'Unchanged' };
    case 'empty':
      return { kind: 'ungraded', text: 'Empty in the file: kept as it is' };
    case 'not_found':
      return { kind: 'ungraded', text: 'Not found in the file: kept as it is' };
    case 'too_long':
      return { kind: 'failed', text: 'Too long to be saved: kept as it is' };
  }
}

/** One question: the present answer beside the file's. */
export function ImportedQuestion({
  question,
  macros,
  comparison,
  taken,
  after,
  changes,
  presentImage,
  foundImage,
  onTake,
}: ImportedQuestionProps) {
  const { finding, present } = comparison;
  const status = words(finding);
  const titleId = `found-${question.id}`;
  const hasPresent = present.trim() !== '';
  return (
    <article className={classes.question} aria-labelledby={titleId}>
      <div className={classes.questionHead}>
        <h3 id={titleId}>{questionName(question)}</h3>
        <Status kind={status.kind}>{status.text}</Status>
        {isOffered(comparison) && (
          <Checkbox
            label="Take the file’s answer"
            aria-describedby={titleId}
            checked={taken}
            onChange={(event) => onTake(event.currentTarget.checked)}
          />
        )}
      </div>
      <div className={hasPresent && after !== null ? classes.columns : undefined}>
        {hasPresent && (
          <Pane name="Now" leaves={changes}>
            <Markup source={present} macros={macros} imageUrl={presentImage} />
          </Pane>
        )}
        {after !== null && (
          <Pane name={changes ? 'After the import' : 'In the file, left out'} leaves={!changes}>
            <Markup source={after} macros={macros} imageUrl={foundImage} />
          </Pane>
        )}
      </div>
    </article>
  );
}

/** @param leaves whether it will not be on the sheet */
function Pane({ name, leaves, children }: { name: string; leaves: boolean; children: ReactNode }) {
  return (
    <div className={classes.pane} data-leaves={leaves || undefined}>
      <div className={classes.paneName}>{name}</div>
      {children}
    </div>
  );
}
