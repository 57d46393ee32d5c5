/** Neutral names for the images of anonymous work: what a student calls a file may say who they are. */

const ENDING = /\.[^.]*$/;

/** As long as the name was, so that a place in the answer stays the same place. */
function standInName(name: string, number: number): string {
  const [ending = ''] = ENDING.exec(name) ?? [];
  const digits = number.toString(36);
  const length = Math.max(0, name.length - ending.length - digits.length);
  return `${'image'.padEnd(length, '-').slice(0, length)}${digits}${ending}`;
}

/** What a page writes as the caption to begin with: the name in words. */
const captionOf = (name: string): string =>
  name
    .replace(/^.*\//, '')
    .replace(ENDING, '')
    .replace(/[-_ ]+/g, ' ')
    .trim();

/** What to say instead of names of images, in all ways in which an answer may write them. */
export function standInNames(names: readonly string[]): Map<string, string> {
  return new Map(
    names.flatMap((name, index) => {
      const standIn = standInName(name, index + 1);
      const caption = captionOf(name);
      const words = 'image'.padEnd(caption.length, '-').slice(0, caption.length);
      return [
        [`![${caption}]`, `![${words}]`],
        [encodeURI(name), standIn],
        [name, standIn],
      ];
    }),
  );
}

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

/** A name inside a longer one is no name. */
const patternOf = (standIns: ReadonlyMap<string, string>): RegExp => {
  const names = [...standIns.keys()].sort((a, b) => b.length - a.length).map(escape);
  return new RegExp(`(?<![\\p{L}\\p{N}_.+@/-])(?:${names.join('|')})(?![\\p{L}\\p{N}_])`, 'gu');
};

const patterns = new WeakMap<ReadonlyMap<string, string>, RegExp>();

export function withStandIns(text: string, standIns: ReadonlyMap<string, string>): string {
  if (standIns.size === 0) return text;
  const pattern = patterns.get(standIns) ?? patternOf(standIns);
  patterns.set(standIns, pattern);
  return text.replace(pattern, (found) => standIns.get(found) ?? found);
}
