import { getSubmission, listSubmissions } from '../../../../contract/submissions.ts';
import type { Experiment } from '../../../../contract/report.ts';
import type { WrittenQuestion } from '../workspace/document/contents.ts';
import { useAside } from '../../api/query.ts';

interface Made {
  experiment: Experiment;
  /** Of the submission that made it. */
  number: number;
}

/**
 * The figure that the reader's group has made with its own optimizers: of the submission that counts, once it has trained.
 * @returns undefined while that is not known
 */
export function useMadeFigure(
  course: string,
  { set, question }: NonNullable<WrittenQuestion['figure']>,
  enabled: boolean,
): Made | null | undefined {
  const list = useAside(listSubmissions, { params: { course, assignment: set } }, { enabled });
  const latest = list?.submissions.find(({ counts, run }) => counts && run !== null);
  const submission = useAside(
    getSubmission,
    { params: { submissionId: latest?.id ?? '' } },
    { enabled: latest !== undefined },
  );
  if (list !== undefined && latest === undefined) return null;
  if (submission === undefined) return undefined;
  const experiment = submission.report?.questions.find(({ id }) => id === question)?.experiment;
  return experiment?.curves.some(({ yours }) => yours.length > 0)
    ? { experiment, number: submission.number }
    : null;
}
