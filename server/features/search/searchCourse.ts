import { MOST_FOUND, type searchCourse as operation } from '../../../contract/search.ts';
import type { ResponseOf } from '../../../contract/operation.ts';
import type { Assignment, Course } from '../../../prisma/generated/client.ts';
import type { Deps } from '../../deps.ts';
import { setsForStudent, type Reading } from '../../middleware/subject.ts';
import { LATEST_VERSION_ID, readVersions, type Version } from '../../middleware/versions.ts';
import { findPeople } from './findPeople.ts';
import { folded, wordsOf } from './words.ts';

type Found = ResponseOf<typeof operation>;
type Published = Assignment & { version: Version };

const atMost = <Each>(all: readonly Each[]) => ({ shown: all.slice(0, MOST_FOUND), count: all.length });

/** The sets that a person may open, with the version in force, in the order of their due times. */
async function seenSets(
  { db, whyUnseen }: Pick<Deps, 'db' | 'whyUnseen'>,
  course: Course,
  student: Reading | null,
): Promise<Published[]> {
  const rows = await db.assignment.findMany({
    where: { courseId: course.id },
    include: { versions: LATEST_VERSION_ID },
    orderBy: [{ dueAt: 'asc' }, { slug: 'asc' }],
  });
  const own = student === null ? null : await setsForStudent(db, rows, student);
  const seen = [];
  for (const set of rows) {
    const opensAt = own?.find(({ id }) => id === set.id)?.times.opensAt ?? null;
    // The one rule by which their pages open, so that nothing is found that cannot be opened.
    if (student === null || (await whyUnseen(db, { course, set, opensAt }, student)) === null) seen.push(set);
  }
  const versions = await readVersions(
    db,
    seen.flatMap((set) => set.versions),
  );
  const byId = new Map(versions.map((version) => [version.id, version]));
  return seen.flatMap(({ versions: [latest], ...set }) => {
    const version = latest && byId.get(latest.id);
    return version ? [{ ...set, version }] : [];
  });
}

/** A word is found in a title; a question's number is found by its beginning. */
function findQuestions(sets: readonly Published[], words: readonly string[]): Found['questions'] {
  const found = sets.flatMap(({ slug, version: { definition } }) => {
    const around = folded(`${definition.title} ${definition.short ?? ''} ${slug}`);
    return definition.questions.flatMap(({ id, label = null, title, kind }) => {
      const own = folded(title);
      const number = label === null ? null : folded(label);
      const isOwn = (word: string) => own.includes(word) || (number?.startsWith(word) ?? false);
      // One word of the set alone would bring all of its questions.
      if (!words.some(isOwn) || !words.every((word) => isOwn(word) || around.includes(word))) return [];
      const question = {
        set: slug,
        setTitle: definition.title,
        id,
        label,
        title,
        isCode: kind !== 'written',
      };
      return [{ question, isNumber: words.some((word) => word === number) }];
    });
  });
  const ordered = found.toSorted((a, b) => Number(b.isNumber) - Number(a.isNumber));
  return atMost(ordered.map(({ question }) => question));
}

function findSets(sets: readonly Published[], words: readonly string[]): Found['sets'] {
  const found = sets.filter(({ slug, version: { definition } }) => {
    const own = folded(`${definition.title} ${definition.short ?? ''} ${slug}`);
    return words.every((word) => own.includes(word));
  });
  return atMost(
    found.map(({ slug, version: { definition } }) => ({
      slug,
      title: definition.title,
      hasWritten: definition.questions.some(({ kind }) => kind === 'written'),
    })),
  );
}

/**
 * What of a course has all the words of a text. A student finds the sets that they may open, and nobody; staff find every set, also
 * one that is hidden or archived, and everybody.
 *
 * @param student null where staff search
 */
export async function searchCourse(
  deps: Pick<Deps, 'db' | 'whyUnseen'>,
  course: Course,
  { text, student }: { text: string; student: Reading | null },
): Promise<Found> {
  const words = wordsOf(text);
  if (words.length === 0) return { sets: atMost([]), questions: atMost([]), people: atMost([]) };
  const [sets, people] = await Promise.all([
    seenSets(deps, course, student),
    student === null ? findPeople(deps.db, course.id, words) : atMost([]),
  ]);
  return { sets: findSets(sets, words), questions: findQuestions(sets, words), people };
}
