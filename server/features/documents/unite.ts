/**
 * Two drafts made one. Characters are known by the edit that wrote them, which a copy of a draft keeps: what both have is there once,
 * however often somebody left with a copy and came back, and what one of them lacks is added where it was written. What was begun apart is
 * written anew below, and which characters those are copies of is kept.
 */
import * as Y from 'yjs';
import { renamedAddresses } from '../images/renameImages.ts';
import { putTogether } from './smallDraft.ts';
import type { Copies } from './copies.ts';
import type { Draft } from './smallDraft.ts';
import { normalize, updateOf } from './texts.ts';

export interface Uniting {
  mine: Draft;
  theirs: Draft;
  /** Of the texts that the set asks for now. */
  keys: readonly string[];
  starter: Readonly<Record<string, string>>;
  /** Images of mine that are called otherwise in theirs. */
  renamed: ReadonlyMap<string, string>;
  /** Clients whose words are the person's own or nobody's: these they may have deleted. */
  own: ReadonlySet<number>;
  /** By client, what of it are copies. */
  copies: ReadonlyMap<number, Copies>;
}

export interface United {
  /** The edit of theirs that adds mine; null where it has all of it. */
  update: Uint8Array | null;
  /** The client of what was written anew: where mine was put below theirs. */
  client: number;
  copies: Copies;
}

const COMMENT: Record<string, string> = { py: '# ', js: '// ', mjs: '// ', ts: '// ' };

/** A text to be added below another, and of which of its characters each is: code is a comment, so that it does not take the place of what stands above. */
function below(key: string, text: string): { text: string; of: (number | null)[] } {
  const sign = key.includes('.') ? COMMENT[key.slice(key.lastIndexOf('.') + 1)] : undefined;
  let added = '\n\n';
  const of: (number | null)[] = [null, null];
  let at = 0;
  for (const line of text.split(/(?<=\n)/)) {
    const before = line.trim() === '' ? (sign?.trimEnd() ?? '') : (sign ?? '');
    added += before + line;
    of.push(
      ...Array.from(before, () => null),
      ...Array.from({ length: line.length }, (_, each) => at + each),
    );
    at += line.length;
  }
  return { text: added, of };
}

type Character = [client: number, clock: number];

const nameOf = ([client, clock]: Character): string => `${client} ${clock}`;

/** As an update says that it has no words, or no deletions. */
const NOTHING = Uint8Array.of(0);

function* itemsOf(text: Y.Text): Generator<Y.Item> {
  for (let item = text._start; item !== null; item = item.right) yield item;
}

/** The characters that a text shows, in order. */
function charactersOf(text: Y.Text): Character[] {
  const shown: Character[] = [];
  for (const { deleted, length, id } of itemsOf(text))
    if (!deleted) for (let at = 0; at < length; at += 1) shown.push([id.client, id.clock + at]);
  return shown;
}

/** Deletes the characters of a text that satisfy. */
function deleteCharacters(text: Y.Text, satisfies: (character: Character) => boolean): void {
  const runs: [at: number, length: number][] = [];
  for (const [at, character] of charactersOf(text).entries()) {
    if (!satisfies(character)) continue;
    const last = runs.at(-1);
    if (last && last[0] + last[1] === at) last[1] += 1;
    else runs.push([at, 1]);
  }
  for (const [start, length] of runs.reverse()) text.delete(start, length);
}

/** What each character is a copy of, first of all. */
function firstsOf(copies: Uniting['copies']): (character: Character) => Character {
  const of = new Map<string, Character>();
  for (const [client, runs] of copies)
    for (const [clock, length, ofClient, ofClock] of runs)
      for (let at = 0; at < length; at += 1) of.set(nameOf([client, clock + at]), [ofClient, ofClock + at]);
  return (character) => {
    let first = character;
    for (let next = of.get(nameOf(first)); next !== undefined; next = of.get(nameOf(first))) first = next;
    return first;
  };
}

/** Deletions as Yjs writes them, behind the words of an update. */
function encoded(deletions: ReturnType<typeof Y.createDeleteSet>): Uint8Array {
  // A snapshot is deletions and then clocks, of which there are none: one byte.
  return Y.encodeSnapshot(Y.createSnapshot(deletions, new Map())).slice(0, -1);
}

/** The words of a document that another lacks, with none of its deletions: those that it lacks are no words any more already. */
function wordsBeyond(document: Y.Doc, clocks: Uint8Array): Uint8Array {
  const update = Y.encodeStateAsUpdate(document, clocks);
  const words = update.length - encoded(Y.snapshot(document).ds).length;
  return Buffer.concat([update.subarray(0, words), NOTHING]);
}

/** Writes a text below another, with what of it are copies. */
function writeBelow(
  text: Y.Text,
  key: string,
  { added, from }: { added: string; from: Character[] },
): Copies {
  const { store, clientID } = text.doc!;
  const clock = Y.getState(store, clientID);
  const { text: written, of } = below(key, added);
  text.insert(text.length, written);
  const copies: Copies = [];
  for (const [at, index] of of.entries()) {
    const character = index === null ? undefined : from[index];
    if (character === undefined) continue;
    const [client, number] = character;
    const last = copies.at(-1);
    if (last && last[0] + last[1] === clock + at && last[2] === client && last[3] + last[1] === number)
      last[1] += 1;
    else copies.push([clock + at, 1, client, number]);
  }
  return copies;
}

export function uniteDrafts({ mine: my, theirs: their, ...uniting }: Uniting): United {
  const { keys, starter, renamed, own } = uniting;
  const [mine, theirs] = [new Y.Doc(), new Y.Doc()];
  putTogether(mine, my);
  putTogether(theirs, their);
  // Yjs gives the document another one at the end, since words came with it that were not typed.
  const client = theirs.clientID;
  const clocks = Y.encodeStateVector(theirs);
  const has = Y.decodeStateVector(clocks);
  const isTheirs = ([client, clock]: Character) => clock < (has.get(client) ?? 0);
  const firstOf = firstsOf(uniting.copies);
  const known = (text: Y.Text) => new Set(charactersOf(text).map((each) => nameOf(firstOf(each))));
  const isWritten = (key: string, text: string) =>
    text.trim() !== '' && text !== normalize(starter[key] ?? '');
  const every = [...new Set([...keys, ...mine.share.keys()])];
  mine.transact(() => {
    for (const key of every) {
      const text = mine.getText(key);
      for (const { from, to, insert } of renamedAddresses(text.toString(), renamed).reverse()) {
        text.delete(from, to - from);
        text.insert(from, insert);
      }
    }
  });
  const copies: Copies = [];
  const update = updateOf(theirs, () =>
    theirs.transact(() => {
      const present = new Map(every.map((key) => [key, theirs.getText(key).toString()]));
      const shown = new Map(every.map((key) => [key, known(theirs.getText(key))]));
      Y.applyUpdate(theirs, wordsBeyond(mine, clocks));
      for (const key of every) {
        const [text, added] = [theirs.getText(key), mine.getText(key)];
        const [before, after] = [present.get(key) ?? '', added.toString()];
        const from = charactersOf(added);
        if ([...itemsOf(added)].some(({ id }) => isTheirs([id.client, id.clock]))) {
          const there = shown.get(key)!;
          deleteCharacters(text, (each) => !isTheirs(each) && there.has(nameOf(firstOf(each))));
          // Who has cleared a text of their own copy has nothing to say about it.
          const mineShown = known(added);
          const isGone = (first: Character) => own.has(first[0]) && !mineShown.has(nameOf(first));
          if (after.trim() !== '') deleteAlike(theirs, added, (each) => isGone(firstOf(each)));
        } else if (isWritten(key, after) && !isWritten(key, before)) deleteCharacters(text, isTheirs);
        else {
          // Two that were begun apart cannot be put into each other: mine comes below, and its own characters do not come again later.
          deleteCharacters(text, (each) => !isTheirs(each));
          if (isWritten(key, after) && !before.includes(after))
            copies.push(...writeBelow(text, key, { added: after, from }));
        }
      }
    }),
  );
  return { update, client, copies };
}

/** Deletes what is deleted in another copy of the text, as far as its characters satisfy. */
function deleteAlike(document: Y.Doc, text: Y.Text, satisfies: (character: Character) => boolean): void {
  const deletions = Y.createDeleteSet();
  for (const { id, deleted, length } of itemsOf(text)) {
    if (!deleted) continue;
    const ranges = deletions.clients.get(id.client) ?? [];
    for (let clock = id.clock; clock < id.clock + length; clock += 1)
      if (satisfies([id.client, clock])) ranges.push({ clock, len: 1 });
    if (ranges.length > 0) deletions.clients.set(id.client, ranges);
  }
  // No words, and these deletions.
  Y.applyUpdate(document, Buffer.concat([NOTHING, encoded(deletions)]));
}
