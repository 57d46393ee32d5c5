import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { ScoreImport } from '../../../contract/scoreImports.ts';
import { adjustmentTo } from '../../../grader/core/rubric.ts';
import { recordAudit } from '../../database/audit.ts';
import type { Db, Tx } from '../../database/prisma.ts';
import { ApiError } from '../../errors.ts';
import { appendDecisions, lockAnswers, readGrades } from '../grading/decisions.ts';
import { wasOf } from '../grading/was.ts';
import type { NewDecision, ReadGrade } from '../grading/decisions.ts';
import { useRubric } from '../grading/rubricLock.ts';
import { tellOfChangedScores } from '../grading/tellOfChangedGrades.ts';
import type { ScoresByStudent } from '../grading/tellOfChangedGrades.ts';
import { LONG_TRANSACTION } from '../policies/effects.ts';
import { runTask } from '../../tasks/index.ts';
import { loadScores, namedSets } from './loadScores.ts';
import { outcomeOf } from './outcomeOf.ts';
import type { Outcome } from './outcomeOf.ts';
import type { CourseScores, StandingScores, WantedScores } from './planScores.ts';

/** So that a plan can be read, and done in one transaction. */
const MOST_CHANGES = 20_000;

interface Act {
  courseId: string;
  actorId: string;
  now: Date;
}

interface Wanted {
  bytes: Uint8Array;
  /** The set that a file of Gradescope is of. */
  assignment: string | undefined;
}

const changed = (): ApiError =>
  new ApiError(
    'unacceptable',
    'Scores of the course, or the file, have changed since you looked. Nothing was changed: look at the new plan.',
  );

/** What the file wants, with the scores that it was compared with. */
async function readWanted(
  db: Db,
  { courseId, actorId, now }: Act,
  wanted: Wanted,
): Promise<{ plan: WantedScores; scores: CourseScores }> {
  const reading = { ...wanted, sets: await namedSets(db, courseId) };
  const named = new Set(await runTask('setsOfScores', reading, actorId));
  const sets = reading.sets.filter(({ slug }) => named.has(slug));
  const scores = await loadScores(db, courseId, { sets, actorId, now });
  const plan = await runTask('planScores', { ...reading, scores, mostChanges: MOST_CHANGES }, actorId);
  if ('tooMany' in plan)
    throw new ApiError(
      'unacceptable',
      `The file would change ${plan.tooMany} scores; at most ${MOST_CHANGES} can be changed at once. Divide it. Nothing was changed.`,
    );
  return { plan, scores };
}

interface Target {
  assignmentId: string;
  questionId: string;
  maximum: number;
  /** By submission the new score. */
  scores: ReadonlyMap<string, number>;
}

/** Question by question, in a fixed order, so that two imports never wait for each other. */
function targetsOf(
  { sets }: Pick<WantedScores, 'sets'>,
  named: Awaited<ReturnType<typeof namedSets>>,
): Target[] {
  return sets.flatMap(({ slug, changes }) => {
    const set = named.find((each) => each.slug === slug)!;
    return [...Map.groupBy(changes, ({ question }) => question.id)].map(([questionId, theirs]) => ({
      assignmentId: set.id,
      questionId,
      maximum: set.questions.find(({ id }) => id === questionId)!.points,
      scores: new Map(theirs.map(({ submissionId, after }) => [submissionId, after])),
    }));
  });
}

/** The grade that stands with another number: its items and its comment stay, and the adjustment makes the sum. */
function decisionFor(
  { answerId, question, grade, own }: ReadGrade,
  score: number,
  { maximum, points }: { maximum: number; points: ReadonlyMap<string, AppliedPoints> },
): NewDecision {
  const appliedItemIds = grade?.appliedItemIds ?? [];
  const adjustment = adjustmentTo(
    score,
    maximum,
    appliedItemIds.flatMap((id) => points.get(id) ?? []),
  );
  const isChosen = appliedItemIds.length > 0 || adjustment !== 0;
  return {
    answerId,
    supersedes: own?.revision ?? null,
    kind: 'grade',
    // What is imported is a number of its own: no result of a later run moves it.
    fullMarks: question.kind !== 'written' || grade?.fullMarks === true || !isChosen,
    adjustment,
    comment: grade?.comment ?? '',
    appliedItemIds,
    groupName: null,
  };
}

type AppliedPoints = Parameters<typeof adjustmentTo>[2][number];

/** What was changed, for the log. */
type Audited = Parameters<typeof recordAudit>[1];

async function decide(
  tx: Tx,
  { courseId, actorId, now, importId }: Act & { importId: string },
  { assignmentId, questionId, maximum, scores }: Target,
): Promise<Audited[]> {
  const asked = { assignmentId, questionId, submissionIds: [...scores.keys()] };
  const items = await tx.rubricItem.findMany({
    where: { assignmentId, questionId },
    select: { id: true, points: true, group: { select: { id: true, floor: true, cap: true } } },
  });
  const points = new Map(items.map((item) => [item.id, item]));
  const grades = await readGrades(tx, asked);
  const decisions = [...scores].map(([submissionId, score]) =>
    decisionFor(grades.get(submissionId)!, score, { maximum, points }),
  );
  await appendDecisions(tx, { userId: actorId, now, importId }, decisions);
  return [...scores].map(([submissionId, score]) => ({
    actorId,
    courseId,
    action: 'importScores' as const,
    subject: submissionId,
    details: {
      question: questionId,
      score,
      before: grades.get(submissionId)?.grade?.score ?? null,
      ...wasOf(grades.get(submissionId)),
    },
  }));
}

/** Whose grades are out is told of each score that is another one, of those that changed with another, too. */
async function tellOfOutcome(
  tx: Tx,
  { courseId, now }: Act,
  {
    named,
    before,
    after,
  }: { named: Awaited<ReturnType<typeof namedSets>> } & Record<'before' | 'after', CourseScores>,
): Promise<void> {
  for (const { id, slug, questions } of named) {
    const where = { course: { id: courseId }, assignment: { id } };
    const told = (course: CourseScores) => scoresIn(course, slug, questions);
    await tellOfChangedScores(tx, where, { before: told(before), after: told(after) }, { now });
  }
}

function scoresIn(
  { sets }: CourseScores,
  slug: string,
  questions: readonly { id: string; title: string }[],
): ScoresByStudent {
  const standing = sets.find((set) => set.slug === slug)?.standing ?? new Map<string, StandingScores>();
  return new Map(
    [...standing].map(([userId, work]) => [
      userId,
      questions.map((question) => ({ question, score: work.questions.get(question.id)?.score ?? null })),
    ]),
  );
}

/** Ends a transaction without its changes, with what they would have done. */
class Looked extends Error {
  readonly made: Outcome;
  constructor(made: Outcome) {
    super('looked');
    this.made = made;
  }
}

/** Somebody changed a score while the file was compared. */
class Stale extends Error {}

/** Does what the file wants, and sees what comes of it. */
async function carryOut(
  db: Db,
  act: Act,
  { plan, scores, confirm }: Awaited<ReturnType<typeof readWanted>> & { confirm: string | undefined },
): Promise<ScoreImport> {
  const importId = randomUUID();
  return db.$transaction(async (tx) => {
    const all = await namedSets(tx, act.courseId);
    const targets = targetsOf(plan, all);
    // Rubrics before answers, as everybody who grades.
    for (const target of targets) await useRubric(tx, target);
    for (const { scores: ofTarget, ...target } of targets)
      await lockAnswers(tx, { ...target, submissionIds: [...ofTarget.keys()] });
    const named = all.filter(({ slug }) => scores.sets.some((set) => set.slug === slug));
    const load = () => loadScores(tx, act.courseId, { ...act, sets: named });
    // What was read before the locks may be another by now.
    const before = await load();
    if (!isDeepStrictEqual(before, scores)) throw new Stale();
    const audited: Audited[] = [];
    for (const target of targets) audited.push(...(await decide(tx, { ...act, importId }, target)));
    const after = targets.length === 0 ? before : await load();
    const made = outcomeOf(plan, { before, after });
    if (confirm === undefined) throw new Looked(made);
    if (made.digest !== confirm) throw changed();
    if (targets.length === 0) return { ...made, importId: null };
    await recordAudit(tx, ...audited);
    await tellOfOutcome(tx, act, { named, before, after });
    return { ...made, importId };
  }, LONG_TRANSACTION);
}

/** So often a look is begun again because somebody graded meanwhile. */
const MOST_LOOKS = 5;

/**
 * What a file would do to the scores of a course, and with `confirm`, the digest of the plan that was seen, exactly that: decisions
 * like those of a grader, in one transaction, which `undoScoreImport` puts back. A look is the same transaction taken back: another
 * submission may count once a score is another one, and whoever plans that by hand plans it differently.
 *
 * @throws ApiError unacceptable when scores, or the file, are others than the plan was made for
 */
export async function importScores(
  db: Db,
  act: Act,
  { confirm, ...wanted }: Wanted & { confirm: string | undefined },
): Promise<ScoreImport> {
  for (let looks = 1; ; looks += 1) {
    try {
      return await carryOut(db, act, { ...(await readWanted(db, act, wanted)), confirm });
    } catch (error) {
      if (error instanceof Looked) return { ...error.made, importId: null };
      if (!(error instanceof Stale)) throw error;
      if (confirm !== undefined || looks === MOST_LOOKS) throw changed();
    }
  }
}
