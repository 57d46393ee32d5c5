/** The code that members of a submission handed in for the same optimizer, as far as its reader may see it. */
import type { AssignmentDefinition, OptimizerQuestion } from '../../../contract/assignment.ts';
import { StoredReport } from '../../../contract/report.ts';
import type { CodeSource } from '../../../grader/rules/sources.ts';
import { findOptimizer } from '../../../grader/optimizers/index.ts';
import type { Prisma } from '../../../prisma/generated/client.ts';
import type { Db } from '../../database/prisma.ts';
import { setForStaff, setForStudent } from '../../middleware/subject.ts';
import { LATEST_VERSION, readVersion } from '../../middleware/versions.ts';
import { COUNTING_RUN } from '../grading/scores.ts';
import { heldBackIn } from '../policies/heldBack.ts';
import { presentReport } from '../submissions/presentReport.ts';

export interface CodeReader {
  userId: string;
  isStaff: boolean;
  now: Date;
}

/** Of so many submissions with code, the last first, the reports are looked at. */
const LOOKED_AT = 20;

const SUBMISSION = {
  id: true,
  number: true,
  files: { select: { name: true } },
  group: { select: { assignment: true } },
} as const satisfies Prisma.SubmissionSelect;

const optimizerQuestions = ({ questions }: AssignmentDefinition, optimizer: string): OptimizerQuestion[] =>
  questions.filter(
    (question) => question.kind === 'optimizer' && question.optimizer === optimizer,
  ) as OptimizerQuestion[];

/** A plot of gradients at the code's own points, with one set of hyperparameters: what a rule can be run beside. */
function isComparable({ tests }: OptimizerQuestion, testId: string): boolean {
  return tests.some(
    (test) =>
      test.id === testId &&
      test.kind === 'trajectory' &&
      test.mode === 'closed-loop' &&
      test.changes.length === 0 &&
      test.gradientScale === 1 &&
      test.parameters === 1,
  );
}

/**
 * The last submission of any of some people to any of some sets whose report has a plot for the optimizer; null where there is
 * none. For a student only those count that name them, too.
 */
export async function findCode(
  db: Db,
  {
    sets,
    memberIds,
    optimizer,
  }: { sets: Prisma.AssignmentWhereInput; memberIds: string[]; optimizer: string },
  reader: CodeReader,
): Promise<CodeSource | null> {
  // Its tests take gradients at the parameters, not ahead of them as the paper does.
  if (findOptimizer(optimizer)?.point.velocity?.nesterov === 'lookahead') return null;
  const submissions = await db.submission.findMany({
    where: {
      group: { assignment: sets },
      members: { some: { userId: { in: memberIds } } },
      ...(!reader.isStaff && { AND: { members: { some: { userId: reader.userId } } } }),
      files: { some: {} },
      runs: { some: { countsFrom: { not: null }, OR: [{ state: 'done' }, { shownAt: { not: null } }] } },
    },
    orderBy: [{ submittedAt: 'desc' }, { number: 'desc' }],
    take: LOOKED_AT,
    select: SUBMISSION,
  });
  for (const { id, number, files, group } of submissions) {
    const [run] = await db.gradingRun.findMany({
      ...COUNTING_RUN,
      where: { submissionId: id, ...COUNTING_RUN.where },
      select: { report: true, version: { select: LATEST_VERSION.select } },
    });
    if (!run?.report) continue;
    const { definition } = readVersion(run.version);
    const questions = optimizerQuestions(definition, optimizer);
    if (questions.length === 0) continue;
    const { assignment } = group;
    const set = reader.isStaff
      ? await setForStaff(db, assignment, reader.now)
      : await setForStudent(db, assignment, reader);
    const report = presentReport(StoredReport.parse(run.report), definition, {
      ...reader,
      dueAt: set.dueAt,
      released: set.gradesReleasedAt !== null,
      heldBack: heldBackIn(set, reader.now),
    });
    for (const question of questions) {
      const seen = report?.questions.find((each) => each.id === question.id);
      const plot = seen?.plots.find(({ testId }) => isComparable(question, testId));
      if (!seen || !plot) continue;
      const name = `${question.entry} in ${files[0]?.name ?? 'the code'}, submission ${number}`;
      return { name, plot, diagnosis: seen.diagnosis };
    }
  }
  return null;
}
