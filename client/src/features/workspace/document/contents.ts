/** What a submission will hold, from the texts on the page. */
import type { AssignmentView, PublicQuestion } from '../../../../../contract/assignments.ts';
import type { CodeFile } from '../../../../../contract/submissions.ts';
import type { Language } from '../../../../../grader/terms.ts';
import { questionName } from '../../../../../contract/questionName.ts';
import { own } from '../../../../../contract/own.ts';

const EXTENSIONS: Record<Language, string> = { python: 'py', javascript: 'js', typescript: 'ts' };

export const LANGUAGE_NAMES: Record<Language, string> = {
  python: 'Python',
  javascript: 'JavaScript',
  typescript: 'TypeScript',
};

export type WrittenQuestion = Extract<PublicQuestion, { kind: 'written' }>;

export function writtenQuestions(assignment: AssignmentView): WrittenQuestion[] {
  return assignment.questions.filter((question) => question.kind === 'written');
}

/** The names under which code may be handed in, by language: `optim.py`, `optim.js`, `optim.ts`. */
export function codeFileNames(assignment: AssignmentView): { language: Language; name: string }[] {
  const { submission } = assignment;
  return (submission?.languages ?? []).map((language) => ({
    language,
    name: `${submission?.file}.${EXTENSIONS[language]}`,
  }));
}

/** The keys of all that a set asks to be written. */
export const askedKeys = (assignment: AssignmentView): string[] => [
  ...writtenQuestions(assignment).map(({ id }) => id),
  ...codeFileNames(assignment).map(({ name }) => name),
];

export interface SubmissionContents {
  answers: Record<string, string>;
  file: CodeFile | null;
}

/** @param codeFile name of the one code file to hand in, null when nothing is to be programmed */
export function contentsOf(
  assignment: AssignmentView,
  textOf: (key: string) => string,
  codeFile: string | null,
): SubmissionContents {
  const answers = Object.fromEntries(writtenQuestions(assignment).map(({ id }) => [id, textOf(id)]));
  const code = codeFile === null ? null : textOf(codeFile);
  return {
    answers,
    file: codeFile === null || code === null || code.trim() === '' ? null : { name: codeFile, text: code },
  };
}

/** What a reader should know before confirming: the pieces with nothing in them. */
export function emptyPieces(assignment: AssignmentView, contents: SubmissionContents): string[] {
  const questions = writtenQuestions(assignment)
    .filter(({ id }) => (own(contents.answers, id) ?? '').trim() === '')
    .map(questionName);
  return assignment.submission !== null && contents.file === null
    ? [...questions, `the file ${assignment.submission.file}`]
    : questions;
}
