/** What stands beside an experiment's question: its data, and the reference's run that was pinned. */
import { placeOf } from './words.ts';
import type { ExperimentQuestion, Problem, PublishedExperiment } from '../../contract/assignment.ts';
import { holds } from '../experiments/claims.ts';
import { PinnedReference, settingsHash } from '../experiments/reference.ts';
import { hashOf } from './data.ts';

export const referencePath = (id: string): string => `questions/${id}/reference.json`;

type Found = Pick<PublishedExperiment, 'dataHash' | 'reference'>;

/** @param unpinned the reference's run is about to be made */
export function publishedExperiment(
  files: ReadonlyMap<string, string>,
  file: string,
  question: ExperimentQuestion,
  lineOf: (path: readonly PropertyKey[]) => number,
  unpinned: boolean,
): { value: Found; problems: Problem[] } {
  const problems: Problem[] = [];
  const error = (where: string, line: number | null, message: string) =>
    problems.push({ severity: 'error', file: where, line, message });
  const value: Found = { dataHash: '', reference: {} };
  const data = files.get(question.data);
  if (data === undefined) {
    error(file, lineOf(['data']), `data: the file ${question.data} is not there`);
    return { value, problems };
  }
  value.dataHash = hashOf(data);
  if (unpinned) return { value, problems };
  const path = referencePath(question.id);
  const pin = 'run `stepwise experiment <folder> --pin`';
  const pinned = readPinned(files.get(path));
  if (pinned === null) error(path, null, `the reference's curves are not there or cannot be read: ${pin}`);
  else if (pinned.settings !== settingsHash(question, value.dataHash))
    error(path, null, `the reference's curves were made with other settings or data: ${pin}`);
  else {
    value.reference = pinned.runs[0]!.curves;
    for (const [index, claim] of question.claims.entries()) {
      const against = pinned.runs.filter(({ curves }) => !holds(claim, curves, question.epochs));
      if (against.length > 0)
        error(
          file,
          lineOf(['claims', index]),
          `${placeOf(['claims', index])}: “${claim.text}” does not hold with seed ${against.map(({ seed }) => seed).join(', ')} of ${pinned.runs.length}: change the rates, or leave it out`,
        );
    }
  }
  return { value, problems };
}

function readPinned(text: string | undefined): PinnedReference | null {
  try {
    return PinnedReference.parse(JSON.parse(text ?? ''));
  } catch {
    return null;
  }
}
