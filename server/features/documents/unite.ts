/**
 * Two drafts made one. Characters are known by the edit that wrote them, which a copy of a draft keeps: what both have is there once,
 * however often somebody left with a copy and came back, and what one of them lacks is added where it was written. What was begun apart, and a program
 * of which both changed the same lines, is written anew below, and which characters those are copies of is kept.
 */
import * as Y from 'yjs';
import { own as ownOf } from '../../../contract/own.ts';
import { renamedAddresses } from '../images/renameImages.ts';
import { isMixed } from './mixed.ts';
import { putTogether } from './smallDraft.ts';
import { charactersOf, deleteCharacters, itemsOf, nameOf, namesOf } from './characters.ts';
import type { Character } from './characters.ts';
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

/** What a comment begins with in a program; undefined for the text of an answer. */
const commentOf = (key: string): string | undefined =>
  key.includes('.') ? ownOf(COMMENT, key.slice(key.lastIndexOf('.') + 1)) : undefined;

/** A text to be written anew, and of which of its characters each is. */
interface Anew {
  text: string;
  of: (number | null)[];
}

/** To be added below another: code is a comment, so that it does not take the place of what stands above. */
function below(key: string, text: string): Anew {
  const sign = commentOf(key);
  let added = '\n\n';
  const of: Anew['of'] = [null, null];
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

/** As an update says that it has no words, or no deletions. */
const NOTHING = Uint8Array.of(0);

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

/** Whether a document has a character as it is now, shown or deleted. */
function knownTo(document: Y.Doc): (character: Character) => boolean {
  const clocks = Y.decodeStateVector(Y.encodeStateVector(document));
  return ([client, clock]) => clock < (clocks.get(client) ?? 0);
}

/** Writes a text below another, or in the place of one that says nothing, with what of it are copies. */
function writeAnew(
  text: Y.Text,
  { added, from, isBelow }: { added: string; from: Character[]; isBelow: boolean },
  key: string,
): Copies {
  const { store, clientID } = text.doc!;
  if (!isBelow) text.delete(0, text.length);
  const clock = Y.getState(store, clientID);
  const { text: written, of }: Anew = isBelow ? below(key, added) : { text: added, of: [...from.keys()] };
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
  const clocks = Y.encodeStateVector(theirs);
  const isTheirs = knownTo(theirs);
  const firstOf = firstsOf(uniting.copies);
  const firstsIn = (characters: readonly Character[]) => namesOf(characters.map(firstOf));
  const isWritten = (key: string, text: string) =>
    text.trim() !== '' && text !== normalize(ownOf(starter, key) ?? '');
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
  const update = updateOf(theirs, () => {
    const anew: (() => Copies)[] = [];
    theirs.transact(() => {
      const present = new Map(every.map((key) => [key, theirs.getText(key).toString()]));
      const shown = new Map(every.map((key) => [key, charactersOf(theirs.getText(key))]));
      const isMine = knownTo(mine);
      Y.applyUpdate(theirs, wordsBeyond(mine, clocks));
      for (const key of every) {
        const [text, added] = [theirs.getText(key), mine.getText(key)];
        const [before, after] = [present.get(key) ?? '', added.toString()];
        const from = charactersOf(added);
        const [mineShown, there] = [firstsIn(from), firstsIn(shown.get(key)!)];
        const isCopied = (each: Character) => !isTheirs(each) && there.has(nameOf(firstOf(each)));
        const isGone = (each: Character) =>
          own.has(firstOf(each)[0]) && !mineShown.has(nameOf(firstOf(each)));
        const isShared = [...itemsOf(added)].some(({ id }) => isTheirs([id.client, id.clock]));
        const isBroken = () =>
          commentOf(key) !== undefined &&
          isMixed(text, {
            mine: { shown: namesOf(from.filter((each) => !isCopied(each))), knows: isMine },
            theirs: { shown: namesOf(shown.get(key)!), knows: isTheirs },
            stays: (each) => !isGone(each),
          });
        if (isShared && !isBroken()) {
          deleteCharacters(text, isCopied);
          // Who has cleared a text of their own copy has nothing to say about it.
          if (after.trim() !== '') deleteAlike(theirs, added, isGone);
        } else if (!isShared && isWritten(key, after) && !isWritten(key, before)) {
          deleteCharacters(text, isTheirs);
        } else {
          // They cannot be put into each other: mine comes below, and its own characters do not come again later.
          deleteCharacters(text, (each) => !isTheirs(each));
          if (isWritten(key, after) && !before.includes(after))
            anew.push(() => writeAnew(text, { added: after, from, isBelow: isWritten(key, before) }, key));
        }
      }
    });
    // Behind what came: of one transaction, Yjs would take all for what came.
    theirs.transact(() => copies.push(...anew.flatMap((write) => write())));
  });
  return { update, client: theirs.clientID, copies };
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
