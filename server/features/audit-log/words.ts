/** What an act of the log has written down, in words: its fields, their values, and what was before and after. Pure. */
import type { AuditFact } from '../../../contract/auditLog.ts';
import { own } from '../../../contract/own.ts';
import type { JsonValue } from '../../../prisma/generated/internal/prismaNamespace.ts';

export type Details = Readonly<Record<string, JsonValue | undefined>>;

/** Of a list; how many more there are is said. */
const SHOWN_OF_LIST = 12;
/** Longer words stand by themselves, not in a sentence. */
const LONGEST_IN_SENTENCE = 80;
/** For machines alone. */
const LEFT_OUT = new Set(['contentHash', 'id', 'token', 'revision']);

/** What the fields of acts are called. */
export const FIELDS: Readonly<Record<string, string>> = {
  act: 'act',
  active: 'in the course',
  added: 'added people',
  adjustment: 'points added or taken off',
  after: 'after',
  affectedAnswers: 'answers whose score changed',
  anonymous: 'grading without names',
  answers: 'answers',
  archived: 'archived',
  arrangement: 'arrangement',
  assignment: 'set',
  atMost: 'most that lateness takes, in percent',
  before: 'before',
  bring: 'own draft brought along',
  by: 'by',
  byHand: 'graded by hand',
  cap: 'most points of the group',
  categories: 'categories',
  category: 'category',
  changed: 'changed people',
  changes: 'changed scores',
  closesAt: 'hard end',
  code: 'code',
  comment: 'comment',
  days: 'days to ask for a regrade',
  dropLowest: 'lowest scores left out',
  dueAt: 'due time',
  dueBefore: 'due time before',
  email: 'e-mail address',
  exclusive: 'one item at most',
  expiresAt: 'end',
  exportedAt: 'exported at',
  floor: 'fewest points of the group',
  from: 'from',
  fullMarks: 'full marks',
  graceMinutes: 'minutes of grace',
  grader: 'grader',
  group: 'group of items',
  groupId: 'group',
  groupName: 'group of answers',
  heldBack: 'questions held back',
  invited: 'invited',
  issuer: 'sign-in provider',
  item: 'rubric item',
  itemIds: 'rubric items',
  kind: 'for',
  lateDays: 'late days',
  lateWindow: 'time for late work',
  limit: 'regrade requests of each student',
  members: 'people',
  missing: 'set that is missing',
  mark: 'mark',
  name: 'name',
  number: 'submission',
  opensAt: 'opening time',
  passwordsEnded: 'passwords ended',
  penalty: 'penalty for late work',
  people: 'people',
  planned: 'planned',
  points: 'points',
  position: 'place in the rubric',
  question: 'question',
  reason: 'reason',
  released: 'released',
  releasesAt: 'release of grades',
  renewed: 'links',
  role: 'role',
  runs: 'runs',
  scope: 'of',
  scopes: 'rights',
  score: 'score',
  section: 'section',
  sets: 'sets',
  shiftDays: 'days that dates moved',
  shortcut: 'shortcut',
  slug: 'short name',
  steps: 'grades by question',
  studentId: 'student ID',
  students: 'students',
  submission: 'submission',
  submissionId: 'submission',
  submissions: 'submissions',
  term: 'term',
  text: 'words',
  timeZone: 'time zone',
  title: 'title',
  to: 'to',
  toId: 'to',
  unchanged: 'results with the same points',
  userId: 'person',
  userIds: 'people',
  version: 'version',
  was: 'what stood before',
  weight: 'weight',
  window: 'time for late work',
};

/** `affectedAnswers` → `affected answers`, of a field that an older version wrote. */
const fieldWords = (key: string): string =>
  own(FIELDS, key) ??
  key
    .replace(/Ids?$/, '')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();

const counted = (count: number, unit: string): string => `${count} ${unit}${count === 1 ? '' : 's'}`;

const ROLES: Readonly<Record<string, string>> = {
  student: 'student',
  ta: 'TA',
  instructor: 'instructor',
  observer: 'observer',
};
const MISSING: Readonly<Record<string, string>> = { zero: 'counts as 0', left_out: 'is left out' };

export const isObject = (value: JsonValue | undefined): value is { [key: string]: JsonValue } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Values that are read otherwise than they are written, by field. */
const VALUES: Readonly<Record<string, (value: JsonValue) => string | undefined>> = {
  role: (value) => own(ROLES, String(value)),
  missing: (value) => own(MISSING, String(value)),
  // An older version wrote it down of every result.
  byHand: (value) => (value === true ? 'graded by hand' : ''),
  lateWindow: windowWords,
  window: windowWords,
  penalty: (value) =>
    isObject(value)
      ? `${String(value.percent)} % of the points a${value.per === 'hour' ? 'n hour' : ' day'}, at most ${String(value.atMost)} %`
      : undefined,
};

function windowWords(value: JsonValue): string | undefined {
  if (value === 'open') return 'until grades are released';
  if (!isObject(value)) return undefined;
  if (typeof value.days === 'number') return counted(value.days, 'day');
  return typeof value.hours === 'number' ? counted(value.hours, 'hour') : undefined;
}

/** @param key of the field whose value it is */
function valueWords(key: string, value: JsonValue | undefined): string {
  if (value === null || value === undefined || value === '') return 'none';
  const said = own(VALUES, key)?.(value);
  if (said !== undefined) return said;
  if (Array.isArray(value)) {
    if (value.length === 0) return 'none';
    const shown = value.slice(0, SHOWN_OF_LIST).map((each) => valueWords('', each));
    const more = value.length - SHOWN_OF_LIST;
    return more > 0 ? `${shown.join('; ')}; and ${more} more` : shown.join('; ');
  }
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  // With a true minus sign, as everywhere that people read.
  if (!isObject(value)) return typeof value === 'number' ? String(value).replace('-', '−') : String(value);
  const { before, after, ...rest } = value;
  if ('before' in value && 'after' in value) {
    const whose = Object.entries(rest)
      .map(([each, of]) => valueWords(each, of))
      .filter((words) => words !== '');
    return `${whose.join(', ')}: ${valueWords('', before)} → ${valueWords('', after)}`;
  }
  const parts = Object.entries(rest)
    .filter(([each]) => !LEFT_OUT.has(each))
    .map(([each, of]) => `${fieldWords(each)} ${valueWords(each, of)}`);
  return parts.length === 0 ? 'none' : parts.join(', ');
}

export interface Change {
  name: string;
  before: string;
  after: string;
}

/** Field by field, those of an object's parts, too; what is itself a rule is one field. */
function fieldsOf(value: JsonValue | undefined): Map<string, { key: string; value: JsonValue | undefined }> {
  const found = new Map<string, { key: string; value: JsonValue | undefined }>();
  const collect = (path: string, key: string, each: JsonValue | undefined): void => {
    const isRule = Object.hasOwn(VALUES, key) || key === 'heldBack';
    if (isObject(each) && !isRule)
      for (const [name, part] of Object.entries(each)) collect(`${path}.${name}`, name, part);
    else found.set(path, { key, value: each });
  };
  if (isObject(value)) collect('', '', value);
  return found;
}

/** What of two values differs; a value that was not there at all had none of its fields. */
export function changesBetween(before: JsonValue | undefined, after: JsonValue | undefined): Change[] {
  const [was, is] = [fieldsOf(before), fieldsOf(after)];
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((path) => {
    const { key } = (is.get(path) ?? was.get(path))!;
    if (LEFT_OUT.has(key)) return [];
    const change = {
      name: fieldWords(key),
      before: valueWords(key, was.get(path)?.value),
      after: valueWords(key, is.get(path)?.value),
    };
    return change.before === change.after ? [] : [change];
  });
}

export const pointsWords = (score: JsonValue | undefined): string =>
  typeof score === 'number' ? counted(score, 'point') : 'no score';

/** The details of one act, of which a sentence takes some; what it leaves is said after it. */
export class Told {
  readonly #details: Details;
  readonly #taken = new Set<string>();
  #changes: Change[] = [];
  /** What was acted on, in words. */
  readonly of: string;

  constructor(of: string, details: Details) {
    this.of = of;
    this.#details = details;
  }

  /** The value, which is said by the sentence and not again. */
  take(key: string): JsonValue | undefined {
    this.#taken.add(key);
    return this.#details[key];
  }

  /** The same in words; `none` where there is nothing. */
  words(key: string): string {
    return valueWords(key, this.take(key));
  }

  /** `, for “why”`, where there is something: a beginning, and the field. */
  also(beginning: string, key: string): string {
    const value = this.#details[key];
    if (value === undefined || value === null || value === '' || value === false) return '';
    const words = valueWords(key, value);
    if (words.length > LONGEST_IN_SENTENCE) return '';
    this.#taken.add(key);
    return `${beginning}${words}`;
  }

  /** `, since “ill”`, where there is something short. */
  quoted(beginning: string, key: string): string {
    const words = this.also('', key);
    return words === '' ? '' : `${beginning}“${words}”`;
  }

  /**
   * What a change of something did to it, in the sentence where it is short, else after it.
   *
   * @param whole what it is called where several of its fields are others
   */
  changed(of: string, whole = of): string {
    const changes = changesBetween(this.take('before'), this.take('after'));
    const [only] = changes;
    if (only === undefined) return `left ${whole} as it was`;
    const isShort = [only.before, only.after].every((words) => words.length <= LONGEST_IN_SENTENCE);
    if (changes.length > 1 || !isShort) {
      this.#changes = changes;
      return `changed ${whole}: ${[...new Set(changes.map(({ name }) => name))].join(', ')}`;
    }
    if (only.before === 'none') return `set the ${only.name} of ${of} to ${only.after}`;
    if (only.after === 'none') return `took away the ${only.name} of ${of}, which was ${only.before}`;
    return `changed the ${only.name} of ${of} from ${only.before} to ${only.after}`;
  }

  /** `: 1 point, before 2 points`. */
  scored(): string {
    const [score, before] = [this.take('score'), this.take('before')];
    if (score === undefined) return typeof before === 'number' ? `, which was ${pointsWords(before)}` : '';
    if (typeof before !== 'number') return `: ${pointsWords(score)}`;
    return before === score
      ? `: ${pointsWords(score)}, as before`
      : `: ${pointsWords(score)}, before ${pointsWords(before)}`;
  }

  /** What the sentence has not said. */
  rest(): AuditFact[] {
    const facts = this.#changes.map(({ name, before, after }) => ({ name, value: `${before} → ${after}` }));
    for (const [key, value] of Object.entries(this.#details)) {
      if (this.#taken.has(key) || LEFT_OUT.has(key) || value === null || value === undefined) continue;
      const words = valueWords(key, value);
      if (words !== 'none') facts.push({ name: fieldWords(key), value: words });
    }
    return facts;
  }
}
