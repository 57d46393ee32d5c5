/**
 * What a Yjs update may hold before it is stored: text of this assignment's answers and files, written by its sender,
 * attached to what the log has already. Anything else could spoil what teammates write later: an edit under another
 * person's client id makes Yjs drop that person's next edits, and one that hangs on unknown edits waits for ever.
 */
import * as Y from 'yjs';

export interface Clock {
  userId: string | null;
  /** Edits of this client in the log: the next one has this number. */
  clock: number;
}

export type Checked =
  { ok: true; /** New clocks by client id. */ clocks: Map<number, number> } | { ok: false; message: string };

export type Decoded = ReturnType<typeof Y.decodeUpdate>;
type Struct = Decoded['structs'][number];

/** Yjs draws them from 32 bits. */
const MAX_CLIENT_ID = 0xffff_ffff;

const refuse = (message: string): Checked => ({
  ok: false,
  message: `${message} The edit was not stored; copy your text, reload the page and paste it.`,
});

export function decodeUpdate(data: Uint8Array): Decoded | null {
  try {
    return Y.decodeUpdate(data);
  } catch {
    return null;
  }
}

/**
 * Pieces of text and deletions of an update, without decoding it: a million bytes may hold so many that this takes a tenth
 * of a second.
 *
 * @returns null where they are more than `most`, or it is no update of texts
 */
export function piecesIn(data: Uint8Array, most: number): number | null {
  let at = 0;
  let pieces = 0;
  const number = (): number => {
    let value = 0;
    for (let unit = 1; ; unit *= 128) {
      const byte = data[at];
      if (byte === undefined) throw new RangeError('The update ends too early.');
      at += 1;
      value += (byte & 127) * unit;
      if (byte < 128) return value;
    }
  };
  const id = (): void => void (number(), number());
  const text = (): void => {
    const bytes = number();
    at += bytes;
  };
  const piece = (): void => {
    pieces += 1;
    if (pieces > most) throw new RangeError('The update has too many pieces.');
  };
  const struct = (): void => {
    piece();
    const info = data[at] ?? 0;
    at += 1;
    const kind = info & 31;
    if (kind === 0 || info === 10) return void number();
    if (info & 128) id();
    if (info & 64) id();
    if ((info & 192) === 0) {
      if (number() === 1) text();
      else id();
      if (info & 32) text();
    }
    if (kind === 1) number();
    else if (kind === 4) text();
    else throw new RangeError('The update holds something other than text.');
  };
  try {
    for (let writers = number(); writers > 0; writers -= 1) {
      let structs = number();
      id();
      for (; structs > 0; structs -= 1) struct();
    }
    for (let writers = number(); writers > 0; writers -= 1) {
      number();
      for (let deletions = number(); deletions > 0; deletions -= 1) {
        piece();
        id();
      }
    }
    return pieces;
  } catch {
    return null;
  }
}

export function deletionsIn({ ds }: Decoded): number {
  let deletions = 0;
  for (const ranges of ds.clients.values()) deletions += ranges.length;
  return deletions;
}

/** Characters that an update takes away. */
export function takenBy({ ds }: Decoded): number {
  let taken = 0;
  for (const ranges of ds.clients.values()) for (const { len } of ranges) taken += len;
  return taken;
}

/** The clients that an update speaks of: those that wrote, and those whose text it stands beside or deletes. */
export function clientsIn({ structs, ds }: Decoded): number[] {
  const clients = new Set<number>(ds.clients.keys());
  for (const struct of structs) {
    clients.add(struct.id.client);
    if (!(struct instanceof Y.Item)) continue;
    if (struct.origin) clients.add(struct.origin.client);
    if (struct.rightOrigin) clients.add(struct.rightOrigin.client);
  }
  return [...clients];
}

/** Why a struct is no text of this document; null when it is. */
function problemOf(struct: Struct, isKey: (key: string) => boolean): string | null {
  if (struct instanceof Y.GC) return null;
  if (!(struct instanceof Y.Item)) return 'An update has a gap.';
  const { content, parent, parentSub } = struct;
  if (content instanceof Y.ContentString) {
    if (/[\r\0]/.test(content.str)) return 'An update has line ends or characters that a draft cannot hold.';
  } else if (!(content instanceof Y.ContentDeleted)) return 'An update holds something other than text.';
  if (parentSub !== null) return 'An update holds something other than text.';
  if (parent !== null && (typeof parent !== 'string' || !isKey(parent)))
    return 'An update writes into something that is no answer or file of this assignment.';
  return null;
}

/**
 * @param known the clocks of `clientsIn`, as far as the log knows them
 * @param isKey whether a text of that name belongs to the assignment
 * @param brings the server made it of what several people wrote
 */
export function checkUpdate(
  decoded: Decoded,
  {
    userId,
    known,
    isKey,
    brings = false,
  }: {
    userId: string | null;
    known: ReadonlyMap<number, Clock>;
    isKey: (key: string) => boolean;
    brings?: boolean;
  },
): Checked {
  const clocks = new Map<number, number>();
  const clockOf = (client: number): number => clocks.get(client) ?? known.get(client)?.clock ?? 0;
  for (const struct of decoded.structs) {
    const problem = problemOf(struct, isKey);
    if (problem !== null) return refuse(problem);
    const { client, clock } = struct.id;
    const owner = known.get(client);
    if (client > MAX_CLIENT_ID || (owner && owner.userId !== userId && !brings))
      return refuse('An update claims to be written by somebody else.');
    if (clock > clockOf(client)) return refuse('An update has a gap.');
    clocks.set(client, Math.max(clockOf(client), clock + struct.length));
  }
  // After all clocks are known: edits of one update may stand beside each other.
  for (const struct of decoded.structs) {
    if (!(struct instanceof Y.Item)) continue;
    for (const neighbour of [struct.origin, struct.rightOrigin]) {
      if (neighbour && neighbour.clock >= clockOf(neighbour.client))
        return refuse('An update stands beside text that is not stored yet.');
    }
  }
  for (const [client, deletions] of decoded.ds.clients) {
    if (deletions.some(({ clock, len }) => clock + len > clockOf(client)))
      return refuse('An update deletes text that is not stored yet.');
  }
  return { ok: true, clocks };
}
