import { Button, CopyButton, NativeSelect } from '@mantine/core';
import { Markup } from '../../components/Markup.tsx';
import type { WrittenQuestion } from '../workspace/document/contents.ts';
import { questionName } from '../../../../contract/questionName.ts';
import classes from './tex.module.css';

interface UnassignedProps {
  text: string;
  macros: Record<string, string>;
  imageUrl: (name: string) => string | null;
  questions: WrittenQuestion[];
  /** Id of the question that the words are put below; null when they are left out. */
  target: string | null;
  onTarget: (question: string | null) => void;
}

/** Words of the file that belong to no question, with ways to keep them. */
export function Unassigned({ text, macros, imageUrl, questions, target, onTarget }: UnassignedProps) {
  return (
    <section className={classes.question} aria-labelledby="unassigned">
      <div className={classes.questionHead}>
        <h3 id="unassigned">Words that belong to no question</h3>
        <CopyButton value={text}>
          {({ copied, copy }) => (
            <Button variant="default" size="xs" onClick={copy}>
              {copied ? 'Copied' : 'Copy them'}
            </Button>
          )}
        </CopyButton>
      </div>
      <NativeSelect
        label="Where they go"
        className={classes.target}
        value={target ?? ''}
        onChange={(event) => onTarget(event.currentTarget.value === '' ? null : event.currentTarget.value)}
        data={[
          { value: '', label: 'Leave out' },
          ...questions.map((question) => ({
            value: question.id,
            label: `Below the answer to ${questionName(question)}`,
          })),
        ]}
      />
      <div className={classes.pane}>
        <Markup source={text} macros={macros} imageUrl={imageUrl} />
      </div>
    </section>
  );
}
