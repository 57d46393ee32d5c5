import type { Db, Tx } from '../../database/prisma.ts';

interface Pair {
  submissionId: string;
  earlierId: string;
  questionId: string;
}

/**
 * Of answers and earlier ones to the same question those that differ: in their text, in an image that the text shows, or
 * in the program. An image whose name Markdown writes otherwise than it is counts as shown.
 *
 * @returns `submission earlier question` of each
 */
export async function contentChanges(db: Db | Tx, pairs: readonly Pair[]): Promise<Set<string>> {
  if (pairs.length === 0) return new Set();
  const rows = await db.$queryRaw<{ key: string }[]>`
    SELECT pair.submission_id || ' ' || pair.earlier_id || ' ' || pair.question_id AS key
    FROM unnest(
      ${pairs.map(({ submissionId }) => submissionId)}::uuid[],
      ${pairs.map(({ earlierId }) => earlierId)}::uuid[],
      ${pairs.map(({ questionId }) => questionId)}::text[]
    ) AS pair(submission_id, earlier_id, question_id)
    JOIN submissions submission ON submission.id = pair.submission_id
    JOIN assignment_versions version ON version.id = submission.version_id
    LEFT JOIN answers answer ON answer.submission_id = pair.submission_id AND answer.question_id = pair.question_id
    LEFT JOIN answers earlier ON earlier.submission_id = pair.earlier_id AND earlier.question_id = pair.question_id
    WHERE answer.text IS DISTINCT FROM earlier.text
      OR (
        NOT version.definition @> jsonb_build_object('questions', jsonb_build_array(jsonb_build_object('id', pair.question_id, 'kind', 'written')))
        AND (SELECT jsonb_object_agg(file.name, file.text) FROM submission_files file WHERE file.submission_id = pair.submission_id)
          IS DISTINCT FROM
          (SELECT jsonb_object_agg(file.name, file.text) FROM submission_files file WHERE file.submission_id = pair.earlier_id)
      )
      OR (
        strpos(answer.text, '![') > 0
        AND (
          SELECT jsonb_object_agg(used.name, image.sha256) FROM submission_images used JOIN images image ON image.id = used.image_id
          WHERE used.submission_id = pair.submission_id AND (strpos(answer.text, used.name) > 0 OR used.name ~ '[^A-Za-z0-9_./+@-]')
        ) IS DISTINCT FROM (
          SELECT jsonb_object_agg(used.name, image.sha256) FROM submission_images used JOIN images image ON image.id = used.image_id
          WHERE used.submission_id = pair.earlier_id AND (strpos(answer.text, used.name) > 0 OR used.name ~ '[^A-Za-z0-9_./+@-]')
        )
      )`;
  return new Set(rows.map(({ key }) => key));
}
