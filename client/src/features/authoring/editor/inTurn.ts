/** Saves of one draft by one tab, one after the other: what follows one's own save is no conflict with it, and never overtakes it. */
import type { KeptSetDraft } from '../../../../../contract/setDrafts.ts';
import type { Files } from '../files/readFiles.ts';

interface Asked {
  files: Files;
  /** Of the draft that they were written upon. */
  revision: number;
}

/** Those on their way, by their set: the last of each, with its revision where it has arrived. */
const underway = new Map<string, Promise<number>>();

/** @throws what `save` does */
export async function saveInTurn(
  set: string,
  { files, revision }: Asked,
  save: (asked: Asked) => Promise<Omit<KeptSetDraft, 'files'>>,
): Promise<KeptSetDraft> {
  const before = underway.get(set) ?? Promise.resolve(0);
  const saving = before.then((saved) => save({ files, revision: Math.max(revision, saved) }));
  const turn = saving.then(
    (saved) => saved.revision,
    () => before,
  );
  underway.set(set, turn);
  try {
    return { ...(await saving), files };
  } finally {
    if (underway.get(set) === turn) underway.delete(set);
  }
}
