/** What a page is told of its document. */
import type { PersonName } from '../../../../../contract/common.ts';
import type { ServerMessage } from '../../../../../contract/documents.ts';
import type { PersonHere } from '../people/presence.ts';
import type { AsideText } from '../kept/WorkStore.ts';

/** How safe the draft is. Only `saved` says that the server has all of it on disk. */
export type SaveState =
  | { kind: 'saved'; at: string | null }
  /** Typed just now; not worth a word yet. */
  | { kind: 'writing' }
  | { kind: 'saving' }
  /** @param kept whether the device keeps it, should the tab be closed */
  | { kind: 'offline'; kept: boolean }
  | { kind: 'refused'; message: string };

export interface DocumentStatus {
  /** Another `Y.Doc`: whoever is bound to its texts binds anew. */
  epoch: number;
  /** Null until the document has come for the first time. */
  group: string | null;
  connected: boolean;
  members: readonly PersonName[];
  /** Why nothing can be written; null while it can. */
  locked: string | null;
  save: SaveState;
  people: readonly PersonHere[];
  asides: readonly AsideText[];
  /** Somebody else is signed in in this browser now. */
  isStranger: boolean;
}

export type DocumentEvent =
  | { kind: 'changed'; what: Extract<ServerMessage, { type: 'changed' }>['what'] }
  | { kind: 'members'; members: readonly PersonName[]; joined: PersonName[]; left: PersonName[] }
  /** I am in another group now. */
  | { kind: 'moved' }
  /** What was written without a connection is in the document. */
  | { kind: 'merged' };
