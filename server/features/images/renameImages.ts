/** The address of a link or an image, as `](name`, `](<name with spaces>` or with spaces as `%20`. */
const ADDRESS = /\]\((?:<([^<>\n]*)>|([^()<>\s]+))/g;

export interface Renamed {
  from: number;
  to: number;
  insert: string;
}

/** Where a text names images that are called otherwise, in order. */
export function renamedAddresses(text: string, renamed: ReadonlyMap<string, string>): Renamed[] {
  if (renamed.size === 0) return [];
  return [...text.matchAll(ADDRESS)].flatMap((match) => {
    const [whole, bracketed, plain] = match;
    const after = renamed.get(bracketed ?? decoded(plain ?? ''));
    if (after === undefined || whole === `](${after}`) return [];
    const insert = after.includes(' ') ? `](<${after}>` : `](${after}`;
    return [{ from: match.index, to: match.index + whole.length, insert }];
  });
}

/** A text whose images are called otherwise, all at once: a new name of one may be the old name of another. */
export function renameImages(text: string, renamed: ReadonlyMap<string, string>): string {
  let after = '';
  let at = 0;
  for (const { from, to, insert } of renamedAddresses(text, renamed)) {
    after += text.slice(at, from) + insert;
    at = to;
  }
  return after + text.slice(at);
}

function decoded(address: string): string {
  try {
    return decodeURI(address);
  } catch {
    return address;
  }
}
