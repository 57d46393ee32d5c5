/**
 * Whether two copies of a program, put into each other, would have lines that nobody wrote. Between two ends of line that both
 * have stands a passage; where one of them took something away from it and the other changed it, too, or where both wrote in one of
 * its lines, no order of their characters is a program that somebody meant.
 */
import type * as Y from 'yjs';
import { itemsOf, nameOf } from './characters.ts';
import type { Character } from './characters.ts';

/** One of the two copies. */
export interface Copy {
  /** Names of the characters that it shows. */
  shown: ReadonlySet<string>;
  /** Whether it shows the character or has shown it. */
  knows: (character: Character) => boolean;
}

/** What one of the two has done in a passage. */
class Changes {
  writes = false;
  cuts = false;
  /** Has taken away what stays. */
  spares = false;
  /** Has written in the line that is looked at. */
  inLine = false;

  get any(): boolean {
    return this.writes || this.cuts;
  }
}

/**
 * @param text with the characters of both, none of which was deleted for the other's sake
 * @param stays whether the group's copy keeps a character though mine has taken it away
 */
export function isMixed(
  text: Y.Text,
  { mine, theirs, stays }: { mine: Copy; theirs: Copy; stays: (character: Character) => boolean },
): boolean {
  let [my, their] = [new Changes(), new Changes()];
  for (const { id, length, deleted, content } of itemsOf(text)) {
    const written = deleted ? '' : (content.getContent() as string[]).join('');
    for (let at = 0; at < length; at += 1) {
      const character: Character = [id.client, id.clock + at];
      const name = nameOf(character);
      const [isMine, isTheirs] = [mine.shown.has(name), theirs.shown.has(name)];
      const endsLine = written[at] === '\n';
      if (isMine && isTheirs && endsLine) [my, their] = [new Changes(), new Changes()];
      if (isMine === isTheirs) continue;
      if (endsLine) my.inLine = their.inLine = false;
      const [having, other, lacking] = isMine ? [my, their, theirs] : [their, my, mine];
      // Who does not show it has taken it away, or never had it: then the other wrote it.
      if (lacking.knows(character)) {
        if (!isMine && stays(character)) my.spares = true;
        else other.cuts = true;
      } else {
        having.writes = true;
        having.inLine ||= !endsLine;
      }
      if (my.any && my.spares) return true;
      if (my.any && their.any && (my.cuts || their.cuts)) return true;
      if (my.inLine && their.inLine) return true;
    }
  }
  return false;
}
