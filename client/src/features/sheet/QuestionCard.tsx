import { VisuallyHidden } from '@mantine/core';
import { Fragment, lazy, Suspense, useId, useMemo, useRef, useState } from 'react';
import { Link } from 'react-router';
import type { PublicQuestion } from '../../../../contract/assignments.ts';
import { questionName } from '../../../../contract/questionName.ts';
import { own } from '../../../../contract/own.ts';
import { useCourse } from '../../app/session.tsx';
import { anchorOf } from '../../components/anchors.ts';
import { Editor } from '../../components/editor/Editor.tsx';
import type { EditorHandle } from '../../components/editor/handle.ts';
import { Markup } from '../../components/Markup.tsx';
import { pointsText } from '../../components/points.ts';
import { Status } from '../../components/Status.tsx';
import { useNow } from '../../components/useNow.ts';
import { useImages } from '../images/ImagesProvider.tsx';
import { InsertImage } from '../images/InsertImage.tsx';
import { UploadNotices } from '../images/UploadNotices.tsx';
import { useImagePaste } from '../images/useImagePaste.ts';
import { LiveRuleReading } from '../rules/LiveRuleReading.tsx';
import { writtenQuestions, type WrittenQuestion } from '../workspace/document/contents.ts';
import { useChangedLines } from '../workspace/writing/useChangedLines.ts';
import { useChanges } from '../workspace/writing/useChanges.ts';
import { useSharedText } from '../workspace/writing/useSharedText.ts';
import { useText, useWorkspace } from '../workspace/writing/WorkspaceProvider.tsx';
import { AnswerFrame } from './AnswerFrame.tsx';
import { AnswerNotes } from './AnswerNotes.tsx';
import { InsertMenu } from './InsertMenu.tsx';
import { Preview } from './Preview.tsx';
import classes from './sheet.module.css';
import { useSyncedScroll } from './useSyncedScroll.ts';

const FigureOffer = lazy(() => import('../figures/FigureOffer.tsx'));

export function QuestionCard({ id }: { id: string }) {
  const { assignment, params } = useWorkspace();
  const { course } = useCourse();
  const question = assignment.questions.find((each) => each.id === id);
  const titleId = useId();
  const { contents, changed } = useChanges(null);
  if (question === undefined) return null;
  return (
    <article id={anchorOf(id)} className={classes.question} aria-labelledby={titleId}>
      <div className={classes.head}>
        <h2 id={titleId}>{questionName(question)}</h2>
        <span className={classes.points}>
          {pointsText(question.points)} {question.points === 1 ? 'point' : 'points'}
        </span>
        {contents !== null && changed?.has(id) && (
          <span className={classes.changed}>
            <Status kind="changed">changed since submission {contents.number}</Status>
          </span>
        )}
      </div>
      <Markup ofSet source={question.statement} macros={assignment.macros} />
      {question.kind === 'written' ? (
        <Answer
          question={question}
          titleId={titleId}
          original={contents === null ? null : (own(contents.answers, id) ?? '')}
          isChanged={changed?.has(id) ?? false}
        />
      ) : (
        <p>
          Answered in code, in <Entries question={question} />:{' '}
          <Link to={`/c/${course.slug}/sets/${params.assignment}/code`}>open the code</Link>.
        </p>
      )}
    </article>
  );
}

function Entries({ question }: { question: Exclude<PublicQuestion, WrittenQuestion> }) {
  const entries = question.kind === 'optimizer' ? [question.entry] : question.entries;
  return entries.map((entry, index) => (
    <Fragment key={entry}>
      {index > 0 && ', '}
      <code>{entry}</code>
    </Fragment>
  ));
}

interface AnswerProps {
  question: WrittenQuestion;
  titleId: string;
  /** What was handed in; null where nothing counts yet. */
  original: string | null;
  isChanged: boolean;
}

/** Nothing here follows the text but its parts, so that a key draws as little anew as it can. */
function Answer({ question, titleId, original, isChanged }: AnswerProps) {
  const { assignment, shared, locked } = useWorkspace();
  const sharedText = useSharedText(question.id);
  const hintId = useId();
  const [editor, setEditor] = useState<EditorHandle | null>(null);
  const panes = useRef<HTMLDivElement>(null);
  const preview = useRef<HTMLDivElement>(null);
  const { imageUrl } = useImages();
  const imagePaste = useImagePaste(question.id, editor);
  const marks = useChangedLines(original, isChanged);
  const extensions = useMemo(() => [imagePaste, marks ?? []], [imagePaste, marks]);
  const math = useMemo(
    () => ({
      macros: assignment.macros,
      texts: () => [
        ...writtenQuestions(assignment).map(({ id }) => shared.text(id)),
        assignment.introduction,
        ...assignment.blocks.map(({ directions }) => directions),
        ...assignment.questions.map(({ statement }) => statement),
      ],
    }),
    [assignment, shared],
  );
  useSyncedScroll(panes, preview, editor);
  const isDue = useNow() > Date.parse(assignment.dueAt);
  const isReadNow =
    question.ruleAdvice === 'before_submitting' || (question.ruleAdvice === 'after_due_date' && isDue);
  return (
    <>
      <VisuallyHidden id={hintId}>
        Markdown and TeX: $…$ and $$…$$. In a formula a backslash opens suggestions: Enter takes one, Escape
        closes.
      </VisuallyHidden>
      <AnswerFrame
        ref={panes}
        tools={
          locked === null &&
          editor !== null && (
            <>
              <InsertImage draft={question.id} editor={editor} />
              <InsertMenu editor={editor} question={question} />
            </>
          )
        }
        hint={locked === null && 'Click a formula to edit it'}
        editor={
          <Editor
            label={`Answer to ${questionName(question)}`}
            describedBy={hintId}
            language="markdown"
            shared={sharedText}
            readOnly={locked !== null}
            placeholder={locked === null ? 'Write Markdown here, formulas as $…$ or $$…$$' : ''}
            math={math}
            extensions={extensions}
            ref={setEditor}
          />
        }
        preview={
          <Preview
            draft={question.id}
            macros={assignment.macros}
            imageUrl={imageUrl}
            labelledBy={titleId}
            placeholder={locked === null ? 'What you write appears here.' : 'Nothing is written here.'}
            onPoint={(offset) => editor?.moveTo(offset)}
            ref={preview}
          />
        }
      />
      <UploadNotices draft={question.id} />
      {question.figure !== null && (
        <Suspense>
          <FigureOffer question={{ ...question, figure: question.figure }} editor={editor} />
        </Suspense>
      )}
      <AnswerNotes question={question} />
      {isReadNow && <RuleAsRead draft={question.id} />}
    </>
  );
}

function RuleAsRead({ draft }: { draft: string }) {
  const { params, locked } = useWorkspace();
  return (
    <LiveRuleReading params={params} question={draft} text={useText(draft)} readOnly={locked !== null} />
  );
}
