import type { Tx } from '../../database/prisma.ts';

interface Rubric {
  assignmentId: string;
  questionId: string;
}

/** Whoever decides by a rubric: many at once, and nobody changes it until the transaction ends. */
export async function useRubric(tx: Tx, { assignmentId, questionId }: Rubric): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM pg_advisory_xact_lock_shared(hashtextextended(${`rubric ${assignmentId} ${questionId}`}, 0))`;
}

/** Whoever changes a rubric: nobody decides by it until the transaction ends, so that the effects are just those shown. */
export async function lockRubric(tx: Tx, { assignmentId, questionId }: Rubric): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM pg_advisory_xact_lock(hashtextextended(${`rubric ${assignmentId} ${questionId}`}, 0))`;
}
