-- Of a kept score the points by when that was handed in which they are for: what lateness costs follows from them and from
-- the policy of the moment, which is not kept.
ALTER TABLE "kept_scores" ADD COLUMN "parts" JSONB NOT NULL DEFAULT '[]';
INSERT INTO "score_changes" ("assignment_id") SELECT "id" FROM "assignments";

-- What was decided about grace and penalties may decide which submission counts: of one set, or of all sets of a course.
CREATE FUNCTION "mark_policy"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO score_changes (assignment_id)
  SELECT id FROM assignments WHERE course_id = NEW.course_id AND (NEW.assignment_id IS NULL OR id = NEW.assignment_id);
  RETURN NULL;
END
$$;
CREATE TRIGGER "policy_decisions_change_scores" AFTER INSERT ON "policy_decisions"
  FOR EACH ROW EXECUTE FUNCTION "mark_policy"();
