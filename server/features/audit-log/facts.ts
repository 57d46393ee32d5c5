/** What an event of the log says beside who, what and when, as lines for people. Pure. */
import type { AuditFact } from '../../../contract/auditLog.ts';
import type { JsonValue } from '../../../prisma/generated/internal/prismaNamespace.ts';

/** Of a list; how many more there are is said. */
const SHOWN_OF_LIST = 12;
/** For machines alone. */
const LEFT_OUT = new Set(['contentHash', 'id', 'token']);
/** Where the word of the code is not the word of the pages. */
const NAMES: Readonly<Record<string, string>> = { assignment: 'set', dueAt: 'due', dueBefore: 'due before' };

const ID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

export const idsIn = (texts: readonly string[]): string[] => [
  ...new Set(texts.flatMap((text) => text.match(ID) ?? [])),
];

/** Each id becomes what it stands for; one that is gone stays as it is. */
export const withNames = (text: string, names: ReadonlyMap<string, string>): string =>
  text.replace(ID, (id) => names.get(id) ?? id);

/** `submissionIds` → `submissions`, `affectedAnswers` → `affected answers`. */
function nameOf(key: string): string {
  const named = NAMES[key];
  if (named !== undefined) return named;
  const plural = key.endsWith('Ids') ? 's' : '';
  const words = key.replace(/Ids?$/, '').replace(/([a-z])([A-Z])/g, '$1 $2');
  return `${words.toLowerCase()}${plural}`;
}

const isObject = (value: JsonValue | undefined): value is { [key: string]: JsonValue } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function valueOf(value: JsonValue | undefined): string {
  if (value === null || value === undefined) return 'none';
  if (Array.isArray(value)) {
    if (value.length === 0) return 'none';
    const shown = value.slice(0, SHOWN_OF_LIST).map(valueOf).join('; ');
    const more = value.length - SHOWN_OF_LIST;
    return more > 0 ? `${shown}; and ${more} more` : shown;
  }
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (!isObject(value)) return String(value);
  const { before, after, ...rest } = value;
  const whose = Object.values(rest).map(valueOf).join(', ');
  if ('before' in value && 'after' in value) return `${whose}: ${valueOf(before)} → ${valueOf(after)}`;
  return factsOf(value)
    .map((fact) => `${fact.name} ${fact.value}`)
    .join(', ');
}

/** @returns in the order in which they were written down; what was before and after as one */
export function factsOf(details: JsonValue, of = ''): AuditFact[] {
  if (!isObject(details)) return [];
  const { before, after, score, ...rest } = details;
  const named = (key: string): string => (of === '' ? nameOf(key) : `${of} ${nameOf(key)}`);
  const facts: AuditFact[] = [];
  if (isObject(before) && isObject(after)) {
    for (const key of Object.keys({ ...before, ...after }))
      if (valueOf(before[key]) !== valueOf(after[key]))
        facts.push({ name: named(key), value: `${valueOf(before[key])} → ${valueOf(after[key])}` });
  } else if (score !== undefined) {
    const was = before === undefined ? '' : `${valueOf(before)} → `;
    facts.push({ name: named('score'), value: `${was}${valueOf(score)}` });
  } else {
    if (before !== undefined) facts.push({ name: named('before'), value: valueOf(before) });
    if (after !== undefined) facts.push({ name: named('after'), value: valueOf(after) });
  }
  for (const [key, value] of Object.entries(rest)) {
    if (LEFT_OUT.has(key) || value === null || value === undefined) continue;
    if (isObject(value)) facts.push(...factsOf(value, named(key)));
    else facts.push({ name: named(key), value: valueOf(value) });
  }
  return facts;
}
