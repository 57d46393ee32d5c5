import type { AssignmentDefinition, Problem } from '../../../contract/assignment.ts';
import { recordAudit } from '../../database/audit.ts';
import type { Db, Tx } from '../../database/prisma.ts';
import type { LoadAssignment } from '../../deps.ts';
import type { WorkNews } from '../../database/workNews.ts';
import { ApiError } from '../../errors.ts';
import { readFiles } from './readFiles.ts';
import type { AssignmentUpload } from './readFiles.ts';

export interface Published {
  slug: string;
  version: number;
  contentHash: string;
  change: 'new' | 'changed' | 'unchanged';
  problems: Problem[];
}

/** The author's rubric opens each question; once people have items there, theirs are kept. */
async function createMissingRubrics(tx: Tx, assignmentId: string, definition: AssignmentDefinition): Promise<void> {
  const existing = await tx.rubricItem.groupBy({ by: ['questionId'], where: { assignmentId } });
  const questionsWithItems = new Set(existing.map(({ questionId }) => questionId));
  const data = definition.questions.flatMap((question) =>
    question.kind === 'written' && !questionsWithItems.has(question.id)
      ? question.rubric.map((item, index) => ({
          ...item,
          assignmentId,
          questionId: question.id,
          key: index + 1,
          position: index + 1,
        }))
      : [],
  );
  await tx.rubricItem.createMany({ data });
}

/**
 * A new immutable version of an assignment, unless the files are those of the version in force.
 *
 * @throws ApiError assignment_problems with every mistake of the files
 */
export async function publishAssignment(
  db: Db,
  news: WorkNews,
  load: LoadAssignment,
  { courseId, publishedById, upload }: { courseId: string; publishedById: string; upload: AssignmentUpload },
): Promise<Published> {
  const { slug, files, definition, problems, contentHash } = await readFiles(load, upload, publishedById);
  if (!definition) {
    const errors = problems.filter(({ severity }) => severity === 'error').length;
    const message = `The files have ${errors} ${errors === 1 ? 'mistake' : 'mistakes'}; nothing was published.`;
    throw new ApiError('assignment_problems', message, { problems });
  }
  const dueAt = new Date(definition.dueAt);

  const { assignmentId, ...published } = await db.$transaction(async (tx) => {
    const assignment = await tx.assignment.upsert({
      where: { courseId_slug: { courseId, slug } },
      create: { courseId, slug, dueAt },
      update: { dueAt },
    });
    const latest = await tx.assignmentVersion.findFirst({
      where: { assignmentId: assignment.id },
      orderBy: { number: 'desc' },
      select: { number: true, contentHash: true },
    });
    if (latest?.contentHash === contentHash) {
      const unchanged: Published = {
        slug,
        version: latest.number,
        contentHash,
        change: 'unchanged',
        problems,
      };
      return { ...unchanged, assignmentId: assignment.id };
    }
    const number = (latest?.number ?? 0) + 1;
    await tx.assignmentVersion.create({
      data: {
        assignmentId: assignment.id,
        number,
        contentHash,
        definition,
        files: Object.fromEntries(files),
        publishedById,
      },
    });
    await createMissingRubrics(tx, assignment.id, definition);
    await recordAudit(tx, {
      actorId: publishedById,
      courseId,
      action: 'publishAssignment',
      subject: slug,
      details: { version: number, contentHash },
    });
    const change = latest ? ('changed' as const) : ('new' as const);
    return { slug, version: number, contentHash, change, problems, assignmentId: assignment.id };
  });
  news.tell({ kind: 'assignment', assignment: assignmentId });
  return published;
}
