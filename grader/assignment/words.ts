/** What YAML and a schema have to say of a file, in words for its author. */
import type { YAMLError } from 'yaml';
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
/** A list that is longer is not read. */
const MOST_OPTIONS = 6;
const ALTERNATIVES = new Intl.ListFormat('en-GB', { type: 'disjunction' });

/** As an error map of Zod's: texts that a schema brings itself stand above these. */
export function wordsOf(issue: Issue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return wrongKind(issue);
    case 'too_big':
      return `at most ${amount(issue.origin, Number(issue.maximum))}; here ${present(issue)}`;
    case 'too_small':
      return tooSmall(issue);
    case 'invalid_value':
      return issue.values.length > MOST_OPTIONS
        ? noSuch(issue.values.map(String), issue.input)
        : hasToBe(ALTERNATIVES.format(issue.values.map(shown)), issue.input);
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownField(key, fieldsOf(issue))).join('; ');
    case 'invalid_union':
      return 'options' in issue && Array.isArray(issue.options)
        ? wrongOption(issue.options, issue)
        : `cannot be ${shown(issue.input)}: see docs/authoring.md for what can stand here`;
    case 'invalid_key':
      return 'is no name that can be used here: see docs/authoring.md';
    default:
      return `cannot be ${shown(issue.input)}: see docs/authoring.md for what can stand here`;
  }
}

/** Of a file that is no YAML; the line says where. */
export function yamlWords({ code, message }: Pick<YAMLError, 'code' | 'message'>): string {
  switch (code) {
    case 'DUPLICATE_KEY':
      return 'this field stands here twice: leave one out';
    case 'TAB_AS_INDENT':
      return 'a tab stands at the beginning of the line: indent by spaces';
    case 'BLOCK_AS_IMPLICIT_KEY':
      return 'a text with a colon in it needs quotation marks, as in title: "Day 8: momentum"; and a field on a line of its own begins where its neighbours begin';
    case 'MULTILINE_IMPLICIT_KEY':
      return 'a field is its name, a colon, a blank and its value, as in points: 2; the colon or the blank is missing';
    case 'BAD_DQ_ESCAPE':
      return "a backslash between double quotation marks means something else: put TeX between single ones, as in '\\nabla'";
    case 'BAD_SCALAR_START':
    case 'BAD_ALIAS':
    case 'ALIAS_PROPS':
    case 'TAG_RESOLVE_FAILED':
    case 'BAD_PROP_ORDER':
    case 'MULTIPLE_ANCHORS':
    case 'MULTIPLE_TAGS':
      return 'a text that begins with one of * & ! @ % ` needs quotation marks';
    case 'MULTIPLE_DOCS':
      return '--- begins another document: a file is one';
    case 'MISSING_CHAR':
    case 'BAD_INDENT':
    case 'BLOCK_IN_FLOW':
      return missing(message);
    default:
      return 'cannot be read from here on: look for a quotation mark, a bracket, a colon or a blank at the beginning of a line that is missing or too much';
  }
}

function missing(message: string): string {
  if (/quote/.test(message)) return 'a quotation mark is not closed';
  if (/end with a \]|sequence.*\]/.test(message)) return 'a bracket [ is not closed';
  if (/end with a \}|map.*\}/.test(message)) return 'a bracket { is not closed';
  if (/Missing , /.test(message)) return 'a comma is missing between two entries in brackets';
  if (/[Ii]mplicit (?:map )?keys|Missing space after :/.test(message))
    return 'a field is its name, a colon, a blank and its value, as in points: 2; the colon or the blank is missing';
  if (/without - indicator/.test(message))
    return 'the line begins at another column than its neighbours, or lacks the hyphen and blank of an entry of a list';
  if (/Comments/.test(message)) return 'a # that begins a remark needs a blank before it';
  return 'the line begins at another column than its neighbours: what belongs together is indented alike';
}

/** The place of a value in a file: `tests #2.steps`; entries of lists are counted from 1, as people do. */
export const placeOf = (path: readonly PropertyKey[]): string =>
  path
    .map((part, index) =>
      typeof part === 'number' ? ` #${part + 1}` : `${index === 0 ? '' : '.'}${String(part)}`,
    )
    .join('');

const hasToBe = (what: string, input: unknown): string =>
  input === undefined ? `is missing; it has to be ${what}` : `has to be ${what}, not ${shown(input)}`;

function wrongKind(issue: Issue & { code: 'invalid_type' }): string {
  const [first] = fieldsOf(issue);
  const such = first === undefined ? '' : `, such as { ${first}: … }`;
  return hasToBe(`${KINDS[issue.expected] ?? issue.expected}${such}`, issue.input);
}

/** Of a long list the one that is most like it. */
function noSuch(options: readonly string[], input: unknown): string {
  if (typeof input !== 'string') return hasToBe('a name of those in docs/authoring.md', input);
  const [near] = options.toSorted((a, b) => distance(a, input) - distance(b, input));
  const instead =
    near !== undefined && distance(near, input) <= input.length / 2 ? ` (did you mean ${near}?)` : '';
  return `there is no ${shown(input)}${instead}; docs/authoring.md lists them all`;
}

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
