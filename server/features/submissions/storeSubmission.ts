import type { Submission as Row } from '../../../prisma/generated/client.ts';
import { Prisma } from '../../../prisma/generated/client.ts';
import { uuid7 } from '../../database/uuid7.ts';

export interface NewSubmission {
  row: Row;
  memberIds: readonly string[];
  answers: readonly { questionId: string; text: string }[];
  file: { name: string; text: string } | null;
  images: readonly { name: string; imageId: string }[];
}

/**
 * A submission with all that belongs to it, in one statement: everybody's last minute goes through here, and Prisma would
 * make six of it and read back what was written.
 */
export function submissionRows({ row, memberIds, answers, file, images }: NewSubmission): Prisma.Sql {
  const { id } = row;
  const files = file ? [file] : [];
  return Prisma.sql`
    WITH submission AS (
      INSERT INTO submissions (id, group_id, number, version_id, idempotency_key, submitted_by_id, submitted_at, asked_at,
        seq, content_hash)
      VALUES (${id}::uuid, ${row.groupId}::uuid, ${row.number}, ${row.versionId}::uuid, ${row.idempotencyKey}::uuid,
        ${row.submittedById}::uuid, ${row.submittedAt}::timestamptz, ${row.askedAt}::timestamptz, ${row.seq},
        ${row.contentHash})),
    answer AS (
      INSERT INTO answers (id, submission_id, question_id, text)
      SELECT a.id, ${id}::uuid, a.question, a.text
      FROM unnest(${answers.map(() => uuid7())}::uuid[], ${answers.map(({ questionId }) => questionId)}::text[],
        ${answers.map(({ text }) => text)}::text[]) AS a(id, question, text)),
    file AS (
      INSERT INTO submission_files (submission_id, name, text)
      SELECT ${id}::uuid, f.name, f.text
      FROM unnest(${files.map(({ name }) => name)}::text[], ${files.map(({ text }) => text)}::text[]) AS f(name, text)),
    image AS (
      INSERT INTO submission_images (submission_id, name, image_id)
      SELECT ${id}::uuid, i.name, i.image
      FROM unnest(${images.map(({ name }) => name)}::text[], ${images.map(({ imageId }) => imageId)}::uuid[])
        AS i(name, image))
    INSERT INTO submission_members (submission_id, user_id)
    SELECT ${id}::uuid, m.id FROM unnest(${[...memberIds]}::uuid[]) AS m(id)`;
}
