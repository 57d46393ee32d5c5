import { useSyncExternalStore } from 'react';
import {
  getSubmission,
  listSubmissions,
  type SubmissionRow,
  type SubmissionView,
} from '../../../../../contract/submissions.ts';
import { useAside } from '../../../api/query.ts';
import { changedKeys } from '../document/changes.ts';
import { writtenQuestions } from '../document/contents.ts';
import type { SharedDocument } from '../document/SharedDocument.ts';
import { useWorkspace } from './WorkspaceProvider.tsx';

export interface Changes {
  /** The one that counts for the reader; null when there is none, undefined while that is not known. */
  submission: SubmissionRow | null | undefined;
  /** What it holds; null until it was read. */
  contents: SubmissionView | null;
  /** Answers and files of the draft that differ from it. Null while there is nothing to compare with. */
  changed: ReadonlySet<string> | null;
  /** Why the group may not hand in again now; null where it may. */
  closed: string | null;
}

/** The draft beside the submission that counts. */
export function useChanges(codeFile: string | null): Changes {
  const { assignment, shared, params } = useWorkspace();
  const listed = useAside(listSubmissions, { params });
  const list = listed?.submissions;
  const submission = list === undefined ? undefined : (list.find(({ counts }) => counts) ?? null);
  const contents =
    useAside(
      getSubmission,
      { params: { submissionId: submission?.id ?? '' } },
      { enabled: submission != null },
    ) ?? null;
  const keys = useSyncExternalStore(shared.subscribeTexts, () =>
    contents === null
      ? null
      : changedNow(shared, { questions: writtenQuestions(assignment), contents, codeFile }),
  );
  const changed = keys === null ? null : new Set(keys.split(' ').filter((key) => key !== ''));
  return { submission, contents, changed, closed: listed?.closed ?? null };
}

interface Compared {
  questions: readonly { id: string }[];
  contents: SubmissionView;
  codeFile: string | null;
}

/** Of each document, by code file: what was found last, and of which texts and submission. */
const found = new WeakMap<
  SharedDocument,
  Map<string | null, { version: number; contents: SubmissionView; keys: string }>
>();

/** The keys of what has changed. Every part of the page asks at every change of a text; it is compared once. */
function changedNow(shared: SharedDocument, { questions, contents, codeFile }: Compared): string {
  const ofDocument = found.get(shared) ?? new Map();
  found.set(shared, ofDocument);
  const { version } = shared;
  const last = ofDocument.get(codeFile);
  if (last?.version === version && last.contents === contents) return last.keys;
  const ids = questions.map(({ id }) => id);
  const keys = changedKeys(ids, (key) => shared.text(key), { contents, codeFile }).join(' ');
  ofDocument.set(codeFile, { version, contents, keys });
  return keys;
}
