import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { useNavigate } from 'react-router';
import { listImages, type ImageView } from '../../../../contract/images.ts';
import type { TexImport } from '../../../../contract/tex.ts';
import { useAside } from '../../api/query.ts';
import { announce } from '../../app/announcer.ts';
import { useCourse, useUser } from '../../app/session.tsx';
import { Cancel } from '../../components/Form.tsx';
import { BottomBar } from '../../components/BottomBar.tsx';
import { Failure } from '../../components/Failure.tsx';
import { Notice } from '../../components/Notice.tsx';
import { ProblemList } from '../authoring/problems/ProblemList.tsx';
import { draftImageUrl } from '../images/imageUrls.ts';
import { writtenQuestions, type WrittenQuestion } from '../workspace/document/contents.ts';
import { useWorkspace } from '../workspace/writing/WorkspaceProvider.tsx';
import { changedTexts, compareImport, isOffered, splitNames, type Appended } from './comparison.ts';
import { ImportedQuestion } from './ImportedQuestion.tsx';
import { confirmImport } from './confirmImport.ts';
import classes from './tex.module.css';
import { Unassigned } from './Unassigned.tsx';

const NO_IMAGES: ImageView[] = [];

interface ImportReviewProps {
  file: string;
  imported: TexImport;
}

/** What a file holds beside the present drafts. Nothing changes before it is confirmed. */
export function ImportReview({ file, imported }: ImportReviewProps) {
  const { assignment, shared, params } = useWorkspace();
  const { course } = useCourse();
  const { userId } = useUser();
  const navigate = useNavigate();
  const questions = writtenQuestions(assignment);
  // What others write meanwhile shows here too.
  useSyncExternalStore(shared.subscribeTexts, () =>
    JSON.stringify(questions.map(({ id }) => shared.text(id))),
  );
  const comparisons = compareImport(
    imported,
    questions.map(({ id }) => ({
      question: id,
      text: shared.text(id),
    })),
  );
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [target, setTarget] = useState<string | null>(null);
  const { names, rest } = splitNames(imported.unassigned);
  const appended: Appended | null = target === null ? null : { question: target, text: rest };
  const chosen = new Set(
    comparisons.filter((each) => isOffered(each) && !left.has(each.question)).map(({ question }) => question),
  );
  const changed = changedTexts(comparisons, chosen, appended);
  const draftImages = useAside(listImages, { params })?.images ?? NO_IMAGES;
  const { course: slug, assignment: set } = params;
  const presentImage = useMemo(
    () => draftImageUrl({ course: slug, assignment: set }, draftImages),
    [slug, set, draftImages],
  );
  const foundImage = useMemo(
    () => draftImageUrl({ course: slug, assignment: set }, [...draftImages, ...imported.images]),
    [slug, set, draftImages, imported],
  );
  const confirming = useMutation({
    mutationFn: () => confirmImport({ shared, params, userId }, changed, imported.images),
    onSuccess: () => {
      announce(`Imported ${answersText(changed.size)}`);
      void navigate(`/c/${course.slug}/sets/${params.assignment}`);
    },
  });
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const problems = imported.problems.map((problem) => ({ ...problem, file: problem.file || file }));
  return (
    <section aria-labelledby="found">
      <h2 id="found" ref={heading} tabIndex={-1} className={classes.heading}>
        What {file} holds
      </h2>
      {problems.length > 0 && (
        <Notice kind="warning" title={problemsTitle(problems)}>
          <ProblemList problems={problems} />
        </Notice>
      )}
      {names !== null && (
        <p className={classes.muted}>
          Names in the file: {names}. Who is in your group is set on the sheet, not by the file.
        </p>
      )}
      {comparisons.map((comparison) => (
        <ImportedQuestion
          key={comparison.question}
          question={questionOf(questions, comparison.question)}
          macros={assignment.macros}
          comparison={comparison}
          taken={chosen.has(comparison.question)}
          after={changed.get(comparison.question) ?? (isOffered(comparison) ? comparison.found : null)}
          changes={changed.has(comparison.question)}
          presentImage={presentImage}
          foundImage={foundImage}
          onTake={(take) => setLeft(toggled(left, comparison.question, !take))}
        />
      ))}
      {rest !== '' && (
        <Unassigned
          text={rest}
          macros={assignment.macros}
          imageUrl={foundImage}
          questions={questions}
          target={target}
          onTarget={setTarget}
        />
      )}
      <Failure error={confirming.error} title="Not imported" unchanged="Your answers are as they were." />
      <BottomBar state={<span>{summary(changed.size, questions.length)}</span>}>
        <Cancel
          onClick={() => void navigate(`/c/${course.slug}/sets/${params.assignment}`)}
          isSaving={confirming.isPending}
        />
        <Button
          disabled={changed.size === 0}
          loading={confirming.isPending}
          onClick={() => confirming.mutate()}
        >
          {changed.size === 0 ? 'Nothing to import' : `Import ${answersText(changed.size)}`}
        </Button>
      </BottomBar>
    </section>
  );
}

function answersText(count: number): string {
  return count === 1 ? '1 answer' : `${count} answers`;
}

function summary(changed: number, all: number): string {
  return changed === 0 ? 'No answer changes' : `${changed} of ${all} answers change`;
}

function problemsTitle(problems: TexImport['problems']): string {
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const warnings = problems.length - errors;
  const parts = [
    ...(errors > 0 ? [errors === 1 ? '1 error' : `${errors} errors`] : []),
    ...(warnings > 0 ? [warnings === 1 ? '1 warning' : `${warnings} warnings`] : []),
  ];
  return `${parts.join(' and ')} in the file`;
}

function toggled(set: ReadonlySet<string>, item: string, isIn: boolean): ReadonlySet<string> {
  const next = new Set(set);
  if (isIn) next.add(item);
  else next.delete(item);
  return next;
}

function questionOf(questions: WrittenQuestion[], id: string): WrittenQuestion {
  const question = questions.find((each) => each.id === id);
  if (question === undefined) throw new Error(`There is no question ${id}`);
  return question;
}
