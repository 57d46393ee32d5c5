/** What a schema has to say of a value in a file, in words for its author. */
import { z } from 'zod';
import { distance } from '../core/keys.ts';

type Issue = z.core.$ZodRawIssue;

const KINDS: Record<string, string> = {
  number: 'a number',
  int: 'a whole number',
  string: 'text',
  boolean: 'true or false',
  array: 'a list',
  object: 'fields with values',
  record: 'fields with values',
};
const MOST_SHOWN = 60;
const ALTERNATIVES = new Intl.ListFormat('en-GB', { type: 'disjunction' });

/** As an error map of Zod's: texts that a schema brings itself stand above these. */
export function wordsOf(issue: Issue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return wrongKind(issue.expected, issue.input);
    case 'too_big':
      return `at most ${amount(issue.origin, Number(issue.maximum))}; here ${present(issue)}`;
    case 'too_small':
      return tooSmall(issue);
    case 'invalid_value':
      return hasToBe(ALTERNATIVES.format(issue.values.map(shown)), issue.input);
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownField(key, fieldsOf(issue))).join('; ');
    case 'invalid_union':
      return 'options' in issue && Array.isArray(issue.options)
        ? wrongOption(issue.options, issue)
        : `cannot be ${shown(issue.input)}: see docs/authoring.md for what can stand here`;
    case 'invalid_key':
      return 'is no name that can be used here: see docs/authoring.md';
    default:
      return undefined;
  }
}

const hasToBe = (what: string, input: unknown): string =>
  input === undefined ? `is missing; it has to be ${what}` : `has to be ${what}, not ${shown(input)}`;

const wrongKind = (expected: string, input: unknown): string => hasToBe(KINDS[expected] ?? expected, input);

function tooSmall(issue: Issue & { code: 'too_small' }): string {
  const minimum = Number(issue.minimum);
  if (issue.origin === 'string' && minimum === 1) return 'must not be empty';
  if (issue.inclusive === false) return `more than ${amount(issue.origin, minimum)}; here ${present(issue)}`;
  return `at least ${amount(issue.origin, minimum)}; here ${present(issue)}`;
}

function wrongOption(options: readonly unknown[], { input, discriminator }: Issue): string {
  const found = (input as Record<string, unknown> | null)?.[String(discriminator)];
  return hasToBe(ALTERNATIVES.format(options.map(shown)), found);
}

/** "20", "120 characters", "2 entries" */
function amount(origin: string, count: number): string {
  if (origin === 'string') return count === 1 ? 'one character' : `${count} characters`;
  if (origin === 'array') return count === 1 ? 'one entry' : `${count} entries`;
  return String(count);
}

function present({ input, origin }: Issue): string {
  if (typeof input === 'string') return `there are ${input.length}`;
  if (Array.isArray(input))
    return input.length === 1 ? 'there is one' : `there are ${input.length || 'none'}`;
  return origin === 'number' ? `it is ${String(input)}` : 'it is another';
}

function fieldsOf({ inst }: Issue): string[] {
  if (inst instanceof z.ZodObject) return Object.keys(inst.shape);
  if (inst instanceof z.ZodRecord && inst.keyType instanceof z.ZodEnum)
    return inst.keyType.options.map(String);
  return [];
}

function unknownField(key: string, fields: readonly string[]): string {
  const near = fields.find(
    (field) => distance(field.toLowerCase(), key.toLowerCase()) <= (key.length > 4 ? 2 : 1),
  );
  const instead = near
    ? ` (did you mean ${near}?)`
    : fields.length > 0
      ? `; there are ${fields.join(', ')}`
      : '';
  return `there is no field ${key} here${instead}`;
}

function shown(value: unknown): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'fields with values';
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
}
