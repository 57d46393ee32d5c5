import type { Problem } from '../../../contract/assignment.ts';
import type { AssignmentView } from '../../../contract/assignments.ts';
import type { VersionPlan } from '../../../contract/versions.ts';
import type { Db } from '../../database/prisma.ts';
import type { LoadAssignment } from '../../deps.ts';
import { presentAssignment } from './present.ts';
import { planVersion } from './planVersion.ts';
import { readFiles } from './readFiles.ts';
import type { AssignmentUpload } from './readFiles.ts';

export interface Check {
  problems: Problem[];
  outcome: {
    assignment: AssignmentView;
    change: 'new' | 'changed' | 'unchanged';
    submissions: number;
    plan: VersionPlan | null;
  } | null;
}

/** What publishing the files would say and do, without doing it. */
export async function checkAssignment(
  db: Db,
  load: LoadAssignment,
  { courseId, userId, upload }: { courseId: string; userId: string; upload: AssignmentUpload },
): Promise<Check> {
  const { slug, definition, problems, contentHash, files } = await readFiles(load, upload, userId);
  if (!definition) return { problems, outcome: null };
  const existing = await db.assignment.findUnique({
    where: { courseId_slug: { courseId, slug } },
    include: {
      versions: { orderBy: { number: 'desc' }, take: 1, select: { number: true, contentHash: true } },
    },
  });
  const latest = existing?.versions[0];
  const unchanged = latest?.contentHash === contentHash;
  const number = (latest?.number ?? 0) + (unchanged ? 0 : 1);
  const head = { slug, dueAt: new Date(definition.dueAt), gradesReleasedAt: existing?.gradesReleasedAt ?? null,
    hiddenAt: existing?.hiddenAt ?? null,
    archivedAt: existing?.archivedAt ?? null,
  };
  const submissions = existing
    ? await db.submission.count({ where: { group: { assignmentId: existing.id } } })
    : 0;
  let plan: VersionPlan | null = null;
  if (existing && latest && !unchanged && submissions > 0) {
    const { versions: _, ...assignment } = existing;
    const next = { definition, contentHash, files, publishedById: userId };
    plan = await planVersion(db, assignment, next, upload.steps ?? {});
  }
  return {
    problems,
    outcome: {
      assignment: presentAssignment(head, { number, definition }),
      change: unchanged ? 'unchanged' : latest ? 'changed' : 'new',
      submissions,
      plan,
    },
  };
}
