import { z } from 'zod';
import type { getSolution as operation } from '../../../contract/grading.ts';
import type { ResponseOf } from '../../../contract/operation.ts';
import type { Db } from '../../database/prisma.ts';
import type { AssignmentSubject } from '../../middleware/subject.ts';
import { questionOf } from './questionOf.ts';

const Files = z.record(z.string(), z.string());
const PROGRAM = /^solution\/([^/]+)$/;

/** What the author wrote for those who grade, as it lies in the files of the version in force: it is in no definition. */
export async function getSolution(
  db: Db,
  { version }: Pick<AssignmentSubject, 'version'>,
  questionId: string,
): Promise<ResponseOf<typeof operation>> {
  const { kind } = questionOf(version.definition, questionId);
  const row = await db.assignmentVersion.findUniqueOrThrow({
    where: { id: version.id },
    select: { files: true },
  });
  const files = Files.parse(row.files);
  const programs = kind === 'written' ? [] : Object.entries(files);
  return {
    text: files[`questions/${questionId}/solution.md`] ?? null,
    files: programs.flatMap(([path, text]) => {
      const name = PROGRAM.exec(path)?.[1];
      return name === undefined ? [] : [{ name, text }];
    }),
  };
}
