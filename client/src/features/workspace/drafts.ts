/** One text that a group writes together, as values: what is on the page, what the server has, and both in a conflict. */
import type { Draft } from '../../../../contract/drafts.ts';

export interface DraftState {
  /** What is on the page. */
  text: string;
  /** What the server has at `revision`. */
  savedText: string;
  /** Revision that `text` was written from; 0 when the server has none. */
  revision: number;
  /** UTC, ISO 8601; null when never saved. */
  savedAt: string | null;
  /** The server's newer version where it contradicts what is on the page; nothing is saved until somebody chooses. */
  theirs: Draft | null;
}

/** A text on this device that the server has not confirmed. */
export interface LocalCopy {
  text: string;
  /** Revision it was written from. */
  revision: number;
}

export type Resolution = 'mine' | 'theirs' | 'both';

export function isDirty(state: DraftState): boolean {
  return state.text !== state.savedText;
}

function fromServer(draft: Draft): DraftState {
  return {
    text: draft.text,
    savedText: draft.text,
    revision: draft.revision,
    savedAt: draft.savedAt,
    theirs: null,
  };
}

/**
 * The state at the opening of a page.
 * @param initial what an untouched text holds, such as the starter code
 */
export function openDraft(server: Draft | undefined, local: LocalCopy | null, initial: string): DraftState {
  if (server === undefined || server.revision === 0)
    return { text: local?.text ?? initial, savedText: initial, revision: 0, savedAt: null, theirs: null };
  if (local === null || local.text === server.text) return fromServer(server);
  if (local.revision === server.revision) return { ...fromServer(server), text: local.text };
  return {
    text: local.text,
    savedText: server.text,
    revision: local.revision,
    savedAt: server.savedAt,
    theirs: server,
  };
}

export function editDraft(state: DraftState, text: string): DraftState {
  return { ...state, text };
}

/** After a save: what was typed meanwhile stays and is saved next. */
export function acceptSaved(state: DraftState, saved: Draft): DraftState {
  return { ...fromServer(saved), text: state.text };
}

/** A version of the server's, seen by looking again or told by a refused save. */
export function receiveDraft(state: DraftState, draft: Draft): DraftState {
  if (draft.revision <= state.revision) return state;
  if (!isDirty(state) || draft.text === state.text) return fromServer(draft);
  return { ...state, theirs: draft };
}

/** Ends a conflict; what is chosen is written over the server's version, so that its author sees it too. */
export function resolveConflict(state: DraftState, resolution: Resolution): DraftState {
  if (state.theirs === null) return state;
  const theirs = fromServer(state.theirs);
  if (resolution === 'theirs') return theirs;
  if (resolution === 'mine') return { ...theirs, text: state.text };
  return { ...theirs, text: `${state.text.trimEnd()}\n\n${state.theirs.text}` };
}
