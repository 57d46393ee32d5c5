/** The address of a link or an image, as `](name`, `](<name with spaces>` or with spaces as `%20`. */
const ADDRESS = /\]\((?:<([^<>\n]*)>|([^()<>\s]+))/g;

/** A text whose images are called otherwise, all at once: a new name of one may be the old name of another. */
export function renameImages(text: string, renamed: ReadonlyMap<string, string>): string {
  if (renamed.size === 0) return text;
  return text.replace(ADDRESS, (whole, bracketed: string | undefined, plain: string | undefined) => {
    const after = renamed.get(bracketed ?? decoded(plain ?? ''));
    if (after === undefined || whole === `](${after}`) return whole;
    return after.includes(' ') ? `](<${after}>` : `](${after}`;
  });
}

function decoded(address: string): string {
  try {
    return decodeURI(address);
  } catch {
    return address;
  }
}
