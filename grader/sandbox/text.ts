const MAX_TEXT = 8000;

/**
 * Where in memory a thing of Python is, in its customary words `<function f at 0x7f…>`. It says which process was at hand, and not
 * what the program does: the same program is to get the same report.
 */
const ADDRESS = /( at 0x)[0-9a-f]+/g;

/**
 * Text from student code: cut, and without what a database or a page cannot hold (NUL, halves of surrogates), or what is another in
 * every run.
 */
export function cleanText(text: string, maxLength = MAX_TEXT): string {
  return text.slice(0, maxLength).toWellFormed().replaceAll('\0', '\ufffd').replace(ADDRESS, '$1…');
}

/** The same for every text in a message; numbers stay as they are. */
export function cleaned<T>(value: T): T {
  if (typeof value === 'string') return cleanText(value) as T;
  if (Array.isArray(value)) return value.map((item: unknown) => cleaned(item)) as T;
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, cleaned(item)])) as T;
}
