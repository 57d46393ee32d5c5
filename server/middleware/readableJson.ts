import { ApiError } from '../errors.ts';

/** Values of one JSON body: to check millions of small ones takes the server seconds, however few bytes they are. */
const MAX_VALUES = 20_000;
const MAX_DEPTH = 100;

/**
 * A JSON value in which every text is one that PostgreSQL stores: it refuses the NUL character, which is at times in what
 * people paste out of a PDF, and halves of a surrogate pair, which are no characters.
 *
 * @throws ApiError for a value of more parts, or deeper, than any operation takes
 */
export function readableJson(body: unknown): unknown {
  let values = 0;
  const read = (value: unknown, depth: number): unknown => {
    values += 1;
    if (values > MAX_VALUES || depth > MAX_DEPTH) {
      const limit = depth > MAX_DEPTH ? `nested ${MAX_DEPTH} deep` : `${MAX_VALUES} values`;
      throw new ApiError(
        'too_large',
        `The body is more than can be sent at once (${limit}). Nothing was changed; send less.`,
      );
    }
    if (typeof value === 'string') return readableText(value);
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map((item) => read(item, depth + 1));
    const entries: [string, unknown][] = [];
    for (const key in value)
      entries.push([readableText(key), read((value as Record<string, unknown>)[key], depth + 1)]);
    return Object.fromEntries(entries);
  };
  return read(body, 0);
}

export function readableText(text: string): string {
  return text.replaceAll('\0', '\uFFFD').toWellFormed();
}
