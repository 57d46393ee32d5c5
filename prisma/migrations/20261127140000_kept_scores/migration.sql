-- Scores are computed by one law in TypeScript and kept here, so that the pages of a class need not compute thousands of
-- them. What is kept is as good as the marks in "score_changes": whatever changes what the law reads leaves a mark in the
-- same transaction, by the triggers below, and who reads computes the marked ones anew first. See
-- docs/adr/0036-scores-are-kept.md.

-- CreateTable
CREATE TABLE "kept_scores" (
    "assignment_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "submission_id" UUID NOT NULL,
    "submitted_at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL,
    "score" DOUBLE PRECISION,
    "run_failed" BOOLEAN NOT NULL,

    CONSTRAINT "kept_scores_pkey" PRIMARY KEY ("assignment_id","user_id")
);

-- CreateTable
CREATE TABLE "kept_answers" (
    "submission_id" UUID NOT NULL,
    "question_id" TEXT NOT NULL,
    "assignment_id" UUID NOT NULL,
    "asked" BOOLEAN NOT NULL,
    "has_answer" BOOLEAN NOT NULL,
    "state" TEXT NOT NULL,
    "score" DOUBLE PRECISION,
    "to_grade" BOOLEAN NOT NULL,
    "decision" INTEGER,
    "from_id" UUID,
    "from_number" INTEGER,
    "from_changed" BOOLEAN NOT NULL,

    CONSTRAINT "kept_answers_pkey" PRIMARY KEY ("submission_id","question_id")
);

-- CreateTable
CREATE TABLE "score_changes" (
    "id" BIGSERIAL NOT NULL,
    "assignment_id" UUID NOT NULL,
    "user_id" UUID,

    CONSTRAINT "score_changes_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "kept_scores_submission_id_idx" ON "kept_scores"("submission_id");

-- CreateIndex
CREATE INDEX "kept_answers_assignment_id_question_id_idx" ON "kept_answers"("assignment_id", "question_id");

-- CreateIndex
CREATE INDEX "score_changes_assignment_id_idx" ON "score_changes"("assignment_id");

-- AddForeignKey
ALTER TABLE "kept_scores" ADD CONSTRAINT "kept_scores_assignment_id_fkey" FOREIGN KEY ("assignment_id") REFERENCES "assignments"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "kept_answers" ADD CONSTRAINT "kept_answers_assignment_id_fkey" FOREIGN KEY ("assignment_id") REFERENCES "assignments"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "score_changes" ADD CONSTRAINT "score_changes_assignment_id_fkey" FOREIGN KEY ("assignment_id") REFERENCES "assignments"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Nothing is kept yet of what there is already.
INSERT INTO "score_changes" ("assignment_id") SELECT "id" FROM "assignments";

-- Marks are only added, never shared: two who change the scores of one student do not wait for each other, and who takes
-- marks away takes just those that they saw. The worker has no rights here, so the functions have those of the owner.

CREATE FUNCTION "mark_submissions"("changed" UUID[]) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  INSERT INTO score_changes (assignment_id, user_id)
  SELECT DISTINCT g.assignment_id, m.user_id
  FROM submissions s JOIN groups g ON g.id = s.group_id JOIN submission_members m ON m.submission_id = s.id
  WHERE s.id = ANY(changed)
$$;

-- Whom a submission names. Its answers, files and images come in the same transaction and never change.
CREATE FUNCTION "mark_named"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO score_changes (assignment_id, user_id)
  SELECT g.assignment_id, m.user_id FROM added m JOIN submissions s ON s.id = m.submission_id JOIN groups g ON g.id = s.group_id;
  RETURN NULL;
END
$$;
CREATE TRIGGER "submission_members_change_scores" AFTER INSERT ON "submission_members"
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION "mark_named"();

CREATE FUNCTION "mark_run"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM mark_submissions(ARRAY[CASE TG_OP WHEN 'DELETE' THEN OLD.submission_id ELSE NEW.submission_id END]);
  RETURN NULL;
END
$$;
CREATE TRIGGER "grading_runs_come_and_go" AFTER INSERT OR DELETE ON "grading_runs"
  FOR EACH ROW EXECUTE FUNCTION "mark_run"();
-- That a run is taken up changes nothing.
CREATE TRIGGER "grading_runs_change_scores" AFTER UPDATE ON "grading_runs" FOR EACH ROW WHEN (
  OLD."counts_from" IS DISTINCT FROM NEW."counts_from"
  OR OLD."scores" IS DISTINCT FROM NEW."scores"
  OR OLD."version_id" IS DISTINCT FROM NEW."version_id"
  OR (OLD."state" IS DISTINCT FROM NEW."state" AND NOT (OLD."state" = 'queued' AND NEW."state" = 'running'))
) EXECUTE FUNCTION "mark_run"();

-- Of a decision's items nothing need be said: they come in its transaction and never change.
CREATE FUNCTION "mark_decided"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM mark_submissions(ARRAY(SELECT a.submission_id FROM added d JOIN answers a ON a.id = d.answer_id));
  RETURN NULL;
END
$$;
CREATE TRIGGER "grade_decisions_change_scores" AFTER INSERT ON "grade_decisions"
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION "mark_decided"();

CREATE FUNCTION "mark_item"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM mark_submissions(ARRAY(
    SELECT a.submission_id FROM grade_decision_items i
    JOIN grade_decisions d ON d.revision = i.revision JOIN answers a ON a.id = d.answer_id
    WHERE i.rubric_item_id = NEW.id
  ));
  RETURN NULL;
END
$$;
CREATE TRIGGER "rubric_items_change_scores" AFTER UPDATE ON "rubric_items" FOR EACH ROW WHEN (
  OLD."points" IS DISTINCT FROM NEW."points" OR OLD."rubric_group_id" IS DISTINCT FROM NEW."rubric_group_id"
) EXECUTE FUNCTION "mark_item"();

-- Where a group is taken away, its items are changed to have none.
CREATE FUNCTION "mark_item_group"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM mark_submissions(ARRAY(
    SELECT a.submission_id FROM rubric_items r
    JOIN grade_decision_items i ON i.rubric_item_id = r.id
    JOIN grade_decisions d ON d.revision = i.revision JOIN answers a ON a.id = d.answer_id
    WHERE r.rubric_group_id = NEW.id
  ));
  RETURN NULL;
END
$$;
CREATE TRIGGER "rubric_groups_change_scores" AFTER UPDATE ON "rubric_groups" FOR EACH ROW WHEN (
  OLD."floor" IS DISTINCT FROM NEW."floor" OR OLD."cap" IS DISTINCT FROM NEW."cap"
) EXECUTE FUNCTION "mark_item_group"();

CREATE FUNCTION "mark_pin"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    INSERT INTO score_changes (assignment_id, user_id) VALUES (OLD.assignment_id, OLD.user_id);
  END IF;
  IF TG_OP <> 'DELETE' THEN
    INSERT INTO score_changes (assignment_id, user_id) VALUES (NEW.assignment_id, NEW.user_id);
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER "submission_pins_change_scores" AFTER INSERT OR UPDATE OR DELETE ON "submission_pins"
  FOR EACH ROW EXECUTE FUNCTION "mark_pin"();

-- A version, a due time or an extension may concern everybody: a mark without a person.
CREATE FUNCTION "mark_set"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO score_changes (assignment_id)
  SELECT CASE TG_OP WHEN 'DELETE' THEN OLD.assignment_id ELSE NEW.assignment_id END
  -- Gone with its set, which takes all of this along.
  WHERE TG_OP <> 'DELETE' OR EXISTS (SELECT 1 FROM assignments WHERE id = OLD.assignment_id);
  RETURN NULL;
END
$$;
CREATE TRIGGER "assignment_versions_change_scores" AFTER INSERT ON "assignment_versions"
  FOR EACH ROW EXECUTE FUNCTION "mark_set"();
CREATE TRIGGER "extensions_change_scores" AFTER INSERT OR UPDATE OR DELETE ON "extensions"
  FOR EACH ROW EXECUTE FUNCTION "mark_set"();

CREATE FUNCTION "mark_due_time"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO score_changes (assignment_id) VALUES (NEW.id);
  RETURN NULL;
END
$$;
CREATE TRIGGER "assignments_change_scores" AFTER UPDATE ON "assignments" FOR EACH ROW WHEN (
  OLD."due_at" IS DISTINCT FROM NEW."due_at"
) EXECUTE FUNCTION "mark_due_time"();

-- Whose an extension of a group or a section is decides which submission is the last before the due time.
CREATE FUNCTION "mark_member"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE moved RECORD;
BEGIN
  IF TG_OP = 'DELETE' THEN moved := OLD; ELSE moved := NEW; END IF;
  INSERT INTO score_changes (assignment_id, user_id)
  SELECT DISTINCT x.assignment_id, moved.user_id FROM extensions x JOIN assignments a ON a.id = x.assignment_id
  WHERE x.assignment_id = moved.assignment_id AND x.group_id IS NOT NULL;
  RETURN NULL;
END
$$;
CREATE TRIGGER "group_members_change_scores" AFTER INSERT OR UPDATE OR DELETE ON "group_members"
  FOR EACH ROW EXECUTE FUNCTION "mark_member"();

CREATE FUNCTION "mark_section"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE moved RECORD;
BEGIN
  IF TG_OP = 'DELETE' THEN moved := OLD; ELSE moved := NEW; END IF;
  INSERT INTO score_changes (assignment_id, user_id)
  SELECT DISTINCT x.assignment_id, moved.user_id FROM extensions x JOIN assignments a ON a.id = x.assignment_id
  WHERE a.course_id = moved.course_id AND x.section IS NOT NULL;
  RETURN NULL;
END
$$;
CREATE TRIGGER "enrolments_come_and_go" AFTER INSERT OR DELETE ON "enrolments"
  FOR EACH ROW EXECUTE FUNCTION "mark_section"();
CREATE TRIGGER "enrolments_change_scores" AFTER UPDATE ON "enrolments" FOR EACH ROW WHEN (
  OLD."section" IS DISTINCT FROM NEW."section"
) EXECUTE FUNCTION "mark_section"();

REVOKE EXECUTE ON FUNCTION "mark_submissions"(UUID[]) FROM PUBLIC;
