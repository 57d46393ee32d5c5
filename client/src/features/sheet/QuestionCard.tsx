import { useId } from 'react';
import { Link } from 'react-router';
import { useCourse } from '../../app/session.tsx';
import { Editor } from '../../components/editor/Editor.tsx';
import { Markup } from '../../components/Markup.tsx';
import { anchorOf } from '../../components/Outline.tsx';
import { pointsText } from '../../components/points.ts';
import { Conflict } from '../workspace/Conflict.tsx';
import type { WrittenQuestion } from '../workspace/contents.ts';
import { useDraft, useWorkspace } from '../workspace/WorkspaceProvider.tsx';
import { PartButtons } from './PartButtons.tsx';
import { Preview } from './Preview.tsx';
import classes from './sheet.module.css';
import { WordCount } from './WordCount.tsx';

export function QuestionCard({ id }: { id: string }) {
  const { assignment, params } = useWorkspace();
  const { course } = useCourse();
  const question = assignment.questions.find((each) => each.id === id);
  const titleId = useId();
  if (question === undefined) return null;
  return (
    <article id={anchorOf(id)} className={classes.question} aria-labelledby={titleId}>
      <div className={classes.head}>
        <h2 id={titleId}>
          {question.label !== null && `${question.label}. `}
          {question.title}
        </h2>
        <span className={classes.points}>
          {pointsText(question.points)} {question.points === 1 ? 'point' : 'points'}
        </span>
      </div>
      <Markup source={question.statement} macros={assignment.macros} />
      {question.kind === 'written' ? (
        <Answer question={question} titleId={titleId} />
      ) : (
        <p>
          Answered in code, in <code>{question.entry}</code>:{' '}
          <Link to={`/c/${course.slug}/sets/${params.assignment}/code`}>open the code</Link>.
        </p>
      )}
    </article>
  );
}

function Answer({ question, titleId }: { question: WrittenQuestion; titleId: string }) {
  const { assignment, keeper, locked } = useWorkspace();
  const draft = useDraft(question.id);
  const hintId = useId();
  const edit = (text: string) => keeper.edit(question.id, text);
  if (draft.theirs !== null)
    return (
      <Conflict
        mine={draft.text}
        theirs={draft.theirs}
        onResolve={(resolution) => keeper.resolve(question.id, resolution)}
      />
    );
  return (
    <div className={classes.panes}>
      <div className={classes.pane}>
        <div className={classes.paneHead}>
          <span className={classes.paneName}>Your answer</span>
          <span id={hintId}>Markdown, $…$ and $$…$$</span>
          {locked === null && <PartButtons parts={question.parts} text={draft.text} onInsert={edit} />}
        </div>
        <Editor
          label={`Answer to ${question.label ?? ''} ${question.title}`}
          describedBy={hintId}
          language="markdown"
          value={draft.text}
          onChange={edit}
          readOnly={locked !== null}
          placeholder={locked === null ? 'Write here' : ''}
        />
        <WordCount text={draft.text} maxWords={question.maxWords} />
      </div>
      <div className={classes.pane}>
        <div className={classes.paneHead}>
          <span className={classes.paneName}>Preview</span>
        </div>
        <Preview source={draft.text} macros={assignment.macros} labelledBy={titleId} />
      </div>
    </div>
  );
}
