/**
 * Anonymous grading: until the grades of a set are out, no answer of the server that is about the set tells a TA or an
 * observer who wrote what. It is done here, to what every operation answers, so that no feature can forget it, see
 * docs/adr/0041-names-are-hidden-where-answers-leave.md.
 */
import type { Role } from '../../contract/common.ts';
import type { OperationId } from '../../contract/index.ts';
import { isOut } from '../../grader/core/policies/times.ts';
import type { Db } from '../database/prisma.ts';
import { ApiError } from '../errors.ts';
import { loadPolicies } from './policies.ts';
import type { PolicyOfSet } from './policies.ts';
import type { SetFor } from './subject.ts';
import { standInNames, withStandIns } from './standInNames.ts';

/** An instructor decides who sees names, and sees them; a student sees their own. */
const hidesFrom = (role: Role | null): boolean => role === 'ta' || role === 'observer';

interface DatedSet {
  id: string;
  gradesReleasedAt: Date | null;
}

export interface Reader {
  role: Role | null;
  now: Date;
}

const isAnonymous = (set: DatedSet, policy: PolicyOfSet, { role, now }: Reader): boolean =>
  hidesFrom(role) && policy.anonymous && !isOut(set.gradesReleasedAt, now);

/** Those of some sets whose answers have no names for the reader. */
export async function anonymousAmong(
  db: Db,
  sets: readonly DatedSet[],
  reader: Reader,
): Promise<ReadonlySet<string>> {
  if (!hidesFrom(reader.role) || sets.length === 0) return new Set();
  const policies = await loadPolicies(
    db,
    sets.map(({ id }) => id),
  );
  return new Set(sets.filter((set) => isAnonymous(set, policies.get(set.id)!, reader)).map(({ id }) => id));
}

/** The same of all sets of a course. */
export async function anonymousIn(db: Db, courseId: string, reader: Reader): Promise<ReadonlySet<string>> {
  if (!hidesFrom(reader.role)) return new Set();
  const sets = await db.assignment.findMany({
    where: { courseId },
    select: { id: true, gradesReleasedAt: true },
  });
  return anonymousAmong(db, sets, reader);
}

/** What is about people and cannot be said, or could be asked to find out who it is. */
const ONLY_WITH_NAMES: readonly OperationId[] = [
  'arrangeGroup',
  'exportEvaluations',
  'exportSetScores',
  'getGradebookCell',
  'getQuestionScores',
  'getReceipt',
  'importGroups',
  'listExtensions',
  'listGroups',
  'pinSubmission',
];

export interface StandIn {
  id: string;
  name: string;
}

const NOBODY: StandIn = { id: '00000000-0000-4000-8000-000000000000', name: 'A student' };

/** Numbers of four digits, so that few have to move on for another with the same. */
const NUMBERS = 9_999;

/**
 * `Answer 4821` for each of a set's groups. A group has its number for good: it depends on those that were there before.
 *
 * @param aliases of the groups, the oldest first
 */
export function answerNumbers(aliases: readonly string[]): Map<string, number> {
  const size = Math.max(NUMBERS, 2 * aliases.length);
  const taken = new Set<number>();
  return new Map(
    aliases.map((alias) => {
      let number = (Number.parseInt(alias.slice(0, 8), 16) % size) + 1;
      while (taken.has(number)) number = (number % size) + 1;
      taken.add(number);
      return [alias, number];
    }),
  );
}

/** By student, of everybody who is in the course or named by a submission to the set; what they handed in last is theirs. */
async function standInsOf(db: Db, { id, courseId }: SetFor): Promise<Map<string, StandIn>> {
  const [groups, people] = await Promise.all([
    db.group.findMany({
      where: { assignmentId: id },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      select: { id: true, alias: true },
    }),
    db.$queryRaw<{ userId: string; groupId: string | null }[]>`
      SELECT everybody.user_id AS "userId", COALESCE(last.group_id, now.group_id) AS "groupId"
      FROM (
        SELECT user_id FROM enrolments WHERE course_id = ${courseId}::uuid AND role = 'student'
        UNION
        SELECT m.user_id FROM submission_members m JOIN submissions s ON s.id = m.submission_id
          JOIN groups g ON g.id = s.group_id WHERE g.assignment_id = ${id}::uuid
      ) everybody
      LEFT JOIN (
        SELECT DISTINCT ON (m.user_id) m.user_id, s.group_id
        FROM submission_members m JOIN submissions s ON s.id = m.submission_id JOIN groups g ON g.id = s.group_id
        WHERE g.assignment_id = ${id}::uuid ORDER BY m.user_id, s.number DESC, s.submitted_at DESC
      ) last ON last.user_id = everybody.user_id
      LEFT JOIN group_members now ON now.user_id = everybody.user_id AND now.assignment_id = ${id}::uuid`,
  ]);
  const numbers = answerNumbers(groups.map(({ alias }) => alias));
  const byGroup = new Map(
    groups.map((group) => [group.id, { id: group.alias, name: `Answer ${numbers.get(group.alias)}` }]),
  );
  return new Map(people.map(({ userId, groupId }) => [userId, (groupId && byGroup.get(groupId)) || NOBODY]));
}

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every object inside of a value, itself too. */
function* objectsIn(value: unknown): Generator<Json> {
  if (Array.isArray(value)) for (const each of value) yield* objectsIn(each);
  else if (isObject(value)) {
    yield value;
    for (const each of Object.values(value)) yield* objectsIn(each);
  }
}

const shownName = (each: unknown): string | null =>
  isObject(each) && typeof each.name === 'string' ? each.name : null;

/**
 * Where people or images were sorted by names that are not shown, by those that are: their order would say who comes before whom. Rows
 * that have them as a part are put into order by whoever sorts them, see `namesFor`.
 */
function sortedAsShown(sent: readonly unknown[], shown: readonly unknown[]): unknown[] {
  const names = shown.map(shownName);
  const isVeiled = names.some((name, place) => name !== shownName(sent[place]));
  if (!isVeiled || names.includes(null)) return [...shown];
  return shown.toSorted((a, b) => shownName(a)!.localeCompare(shownName(b)!));
}

export class Veil {
  readonly #db: Db;
  readonly #people: ReadonlyMap<string, StandIn>;

  constructor(db: Db, people: ReadonlyMap<string, StandIn>) {
    this.#db = db;
    this.#people = people;
  }

  /** `Answer 4821`, once for all members of a group; what is sorted by people is sorted by these. */
  namesFor(userIds: readonly string[]): string[] {
    return [...new Set(userIds.map((id) => (this.#people.get(id) ?? NOBODY).name))].toSorted();
  }

  /** What is said instead of the names that images of submissions have. */
  async imageNames(submissionIds: readonly string[]): Promise<Map<string, string>> {
    const images = await this.#db.submissionImage.findMany({
      where: { submissionId: { in: [...submissionIds] } },
      distinct: ['name'],
      // Numbered by what says nothing about a name.
      orderBy: [{ imageId: 'asc' }, { submissionId: 'asc' }],
      select: { name: true },
    });
    return standInNames(images.map(({ name }) => name));
  }

  /** The value of a response with nobody in it, of whichever shape it is. */
  async hide(value: unknown, submissionId: string | undefined): Promise<unknown> {
    const named = [...objectsIn(value)].flatMap((each) =>
      typeof each.submissionId === 'string' ? [each.submissionId] : [],
    );
    const images = await this.imageNames([...new Set(submissionId ? [...named, submissionId] : named)]);
    const hide = (part: unknown): unknown => {
      if (typeof part === 'string') return withStandIns(part, images);
      if (Array.isArray(part)) return sortedAsShown(part, part.map(hide)).filter(isFirst);
      if (!isObject(part)) return part;
      const standIn =
        typeof part.name === 'string' && typeof part.id === 'string' ? this.#people.get(part.id) : undefined;
      const shown = Object.fromEntries(Object.entries(part).map(([key, each]) => [key, hide(each)]));
      return standIn ? { ...shown, ...standIn, ...('email' in part && { email: '' }) } : shown;
    };
    const standIns = new Set([...this.#people.values()].map(({ id }) => id));
    /** The members of a group have one name together. */
    const isFirst = (each: unknown, index: number, all: unknown[]): boolean => {
      if (!isObject(each) || typeof each.id !== 'string' || !standIns.has(each.id)) return true;
      return all.findIndex((other) => isObject(other) && other.id === each.id) === index;
    };
    return hide(value);
  }
}

/**
 * What hides names from the reader of an operation; null where they see them.
 *
 * @throws ApiError forbidden for what cannot be said without names
 */
export async function veilFor(
  db: Db,
  operation: OperationId,
  subject: { assignment?: SetFor },
  reader: Reader,
): Promise<Veil | null> {
  const set = subject.assignment;
  if (!set || !isAnonymous(set.row, set.policy, reader)) return null;
  if (ONLY_WITH_NAMES.includes(operation))
    throw new ApiError(
      'forbidden',
      'This set is graded without names until its grades are out, and this cannot be done or seen without them. Ask an instructor.',
    );
  return new Veil(db, await standInsOf(db, set));
}
