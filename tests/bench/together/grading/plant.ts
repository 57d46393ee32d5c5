import type { Planted } from '../planted.ts';
import type { Stage } from '../stage.ts';

/** Bugs of grading, as they would be: done by the database itself, behind everybody's back. */
export async function plant({ db }: Stage, planted: Planted | null): Promise<void> {
  if (planted === 'no-carry') {
    // A submission takes the grades of those before it away from everybody whom both name.
    await db.$executeRaw`
      CREATE FUNCTION forget_grades() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
      BEGIN
        INSERT INTO grade_decisions (answer_id, version_id, supersedes, kind, full_marks, adjustment, comment, decided_by_id, decided_at, action_id)
        SELECT DISTINCT a.id, d.version_id, d.revision, 'taken_back'::decision_kind, false, 0, '', d.decided_by_id, now(), gen_random_uuid()
        FROM submission_members m JOIN answers a ON a.submission_id = m.submission_id
        JOIN grade_decisions d ON d.answer_id = a.id AND d.kind = 'grade'
        WHERE m.user_id = NEW.user_id AND m.submission_id <> NEW.submission_id
          AND NOT EXISTS (SELECT 1 FROM grade_decisions later WHERE later.supersedes = d.revision);
        RETURN NULL;
      END $$`;
    await db.$executeRaw`
      CREATE TRIGGER forget_grades AFTER INSERT ON submission_members FOR EACH ROW EXECUTE FUNCTION forget_grades()`;
  }
  if (planted === 'overwritten') {
    // Who comments writes over the comment that stood.
    await db.$executeRaw`ALTER TABLE grade_decisions DISABLE TRIGGER grade_decisions_immutable`;
    await db.$executeRaw`
      CREATE FUNCTION overwrite() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
      BEGIN
        UPDATE grade_decisions SET comment = NEW.comment WHERE revision = NEW.supersedes;
        RETURN NULL;
      END $$`;
    await db.$executeRaw`
      CREATE TRIGGER overwrite AFTER INSERT ON grade_decisions FOR EACH ROW EXECUTE FUNCTION overwrite()`;
  }
}
