/** Fields of an act that hold what people wrote: letter by letter it stays as it is, an id as any other word. */
const WORDS: ReadonlySet<string> = new Set([
  'category',
  'code',
  'comment',
  'email',
  'group',
  'groupName',
  'mark',
  'name',
  'reason',
  'section',
  'shortcut',
  'slug',
  'studentId',
  'term',
  'text',
  'title',
]);
/** Of these, a value that is no object is what somebody wrote before and after. */
const BOTH_SIDES: ReadonlySet<string> = new Set(['before', 'after']);

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

type Json = string | number | boolean | null | undefined | readonly Json[] | { readonly [key: string]: Json };

/**
 * Is a text of an act's details an id that stands for something? One stands alone, in a field of its own: what is in a field of words,
 * or within a text, is the writer's.
 *
 * @param key of its field; '' for an act's subject
 */
export const isIdIn = (key: string, text: string): boolean =>
  ID.test(text) && !WORDS.has(key) && !BOTH_SIDES.has(key);

/**
 * A value with others in the place of its texts, names of fields that are ids among them.
 *
 * @param other what takes the place of a text in a field; undefined where it stays
 */
export function withTexts<Value extends Json>(
  value: Value,
  other: (text: string, key: string) => string | undefined,
  key = '',
): Value {
  const changed = (): Json => {
    if (typeof value === 'string') return other(value, key) ?? value;
    if (Array.isArray(value)) return value.map((each: Json) => withTexts(each, other, key));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, each]) => [
        (ID.test(name) ? other(name, key) : undefined) ?? name,
        withTexts(each, other, name),
      ]),
    );
  };
  return changed() as Value;
}
