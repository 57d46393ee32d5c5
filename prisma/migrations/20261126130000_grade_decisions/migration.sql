-- A grade becomes a line of decisions of which the last stands: nothing is overwritten, and what was taken back stays
-- readable. The line replaces `manual_grades` and `rubric_applications`, which kept the last state alone.

CREATE TYPE "decision_kind" AS ENUM ('grade', 'comment', 'taken_back');

CREATE TABLE "grade_decisions" (
    "revision" SERIAL NOT NULL,
    "answer_id" UUID NOT NULL,
    "supersedes" INTEGER,
    "kind" "decision_kind" NOT NULL,
    "full_marks" BOOLEAN NOT NULL,
    "adjustment" DOUBLE PRECISION NOT NULL,
    "comment" TEXT NOT NULL,
    "decided_by_id" UUID NOT NULL,
    "decided_at" TIMESTAMPTZ(3) NOT NULL,
    "action_id" UUID NOT NULL,
    "group_name" TEXT,
    "undoes" INTEGER,

    CONSTRAINT "grade_decisions_pkey" PRIMARY KEY ("revision")
);

CREATE TABLE "grade_decision_items" (
    "revision" INTEGER NOT NULL,
    "rubric_item_id" UUID NOT NULL,

    CONSTRAINT "grade_decision_items_pkey" PRIMARY KEY ("revision","rubric_item_id")
);

-- Who looks at which answer to grade it; a row that has expired says nothing.
CREATE TABLE "grading_claims" (
    "answer_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "grading_claims_pkey" PRIMARY KEY ("answer_id","user_id")
);

-- Items of a question of which one applies at most, or whose points together stay within bounds.
CREATE TABLE "rubric_groups" (
    "id" UUID NOT NULL,
    "assignment_id" UUID NOT NULL,
    "question_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "exclusive" BOOLEAN NOT NULL,
    "floor" DOUBLE PRECISION,
    "cap" DOUBLE PRECISION,

    CONSTRAINT "rubric_groups_pkey" PRIMARY KEY ("id")
);
ALTER TABLE "rubric_items" ADD COLUMN "rubric_group_id" UUID;

CREATE INDEX "grade_decisions_answer_id_revision_idx" ON "grade_decisions"("answer_id", "revision");
CREATE INDEX "grade_decisions_decided_by_id_revision_idx" ON "grade_decisions"("decided_by_id", "revision");
CREATE INDEX "grade_decisions_action_id_idx" ON "grade_decisions"("action_id");
CREATE UNIQUE INDEX "grade_decisions_supersedes_key" ON "grade_decisions"("supersedes");
CREATE UNIQUE INDEX "grade_decisions_undoes_key" ON "grade_decisions"("undoes");
CREATE INDEX "grade_decision_items_rubric_item_id_idx" ON "grade_decision_items"("rubric_item_id");
CREATE INDEX "grading_claims_user_id_idx" ON "grading_claims"("user_id");
CREATE UNIQUE INDEX "rubric_groups_assignment_id_question_id_name_key" ON "rubric_groups"("assignment_id", "question_id", "name");

ALTER TABLE "grade_decisions" ADD CONSTRAINT "grade_decisions_answer_id_fkey" FOREIGN KEY ("answer_id") REFERENCES "answers"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "grade_decisions" ADD CONSTRAINT "grade_decisions_decided_by_id_fkey" FOREIGN KEY ("decided_by_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "grade_decisions" ADD CONSTRAINT "grade_decisions_supersedes_fkey" FOREIGN KEY ("supersedes") REFERENCES "grade_decisions"("revision") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "grade_decisions" ADD CONSTRAINT "grade_decisions_undoes_fkey" FOREIGN KEY ("undoes") REFERENCES "grade_decisions"("revision") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "grade_decision_items" ADD CONSTRAINT "grade_decision_items_revision_fkey" FOREIGN KEY ("revision") REFERENCES "grade_decisions"("revision") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "grade_decision_items" ADD CONSTRAINT "grade_decision_items_rubric_item_id_fkey" FOREIGN KEY ("rubric_item_id") REFERENCES "rubric_items"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "grading_claims" ADD CONSTRAINT "grading_claims_answer_id_fkey" FOREIGN KEY ("answer_id") REFERENCES "answers"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "grading_claims" ADD CONSTRAINT "grading_claims_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "rubric_groups" ADD CONSTRAINT "rubric_groups_assignment_id_fkey" FOREIGN KEY ("assignment_id") REFERENCES "assignments"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "rubric_items" ADD CONSTRAINT "rubric_items_rubric_group_id_fkey" FOREIGN KEY ("rubric_group_id") REFERENCES "rubric_groups"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- What there is already. A grade without items and adjustment gave a written answer all its points; for code it left the
-- score of the tests as it was, so that its comment alone is left.
WITH "kinds" AS (
  SELECT "versions"."id" AS "version_id", "question"->>'id' AS "question_id", "question"->>'kind' AS "kind"
  FROM "assignment_versions" AS "versions", jsonb_array_elements("versions"."definition"->'questions') AS "question"
), "old" AS (
  SELECT "grades".*,
    "grades"."adjustment" = 0 AND NOT EXISTS (
      SELECT 1 FROM "rubric_applications" AS "applied" WHERE "applied"."answer_id" = "grades"."answer_id"
    ) AS "bare",
    COALESCE("kinds"."kind", 'written') AS "question_kind"
  FROM "manual_grades" AS "grades"
  JOIN "answers" ON "answers"."id" = "grades"."answer_id"
  JOIN "submissions" ON "submissions"."id" = "answers"."submission_id"
  LEFT JOIN "kinds" ON "kinds"."version_id" = "submissions"."version_id" AND "kinds"."question_id" = "answers"."question_id"
), "actions" AS (
  -- One action graded all answers of a group at one moment.
  SELECT "graded_by_id", "graded_at", "group_name", gen_random_uuid() AS "action_id"
  FROM "manual_grades" WHERE "group_name" IS NOT NULL GROUP BY "graded_by_id", "graded_at", "group_name"
)
INSERT INTO "grade_decisions" ("revision", "answer_id", "kind", "full_marks", "adjustment", "comment", "decided_by_id", "decided_at", "action_id", "group_name")
SELECT row_number() OVER (ORDER BY "old"."revision", "old"."answer_id"), "old"."answer_id",
  (CASE WHEN "bare" AND "question_kind" <> 'written' THEN 'comment' ELSE 'grade' END)::"decision_kind",
  "bare" AND "question_kind" = 'written',
  "old"."adjustment", "old"."comment", "old"."graded_by_id", "old"."graded_at",
  COALESCE("actions"."action_id", gen_random_uuid()), "old"."group_name"
FROM "old" LEFT JOIN "actions" USING ("graded_by_id", "graded_at", "group_name");

-- A page that was opened before the change names an older revision; none of the new ones may equal it.
SELECT setval(pg_get_serial_sequence('grade_decisions', 'revision'),
  (SELECT GREATEST(COALESCE(MAX("revision"), 0), (SELECT COALESCE(MAX("revision"), 0) FROM "manual_grades")) + 1 FROM "grade_decisions"), false);

INSERT INTO "grade_decision_items" ("revision", "rubric_item_id")
SELECT "decisions"."revision", "applied"."rubric_item_id"
FROM "rubric_applications" AS "applied"
JOIN "grade_decisions" AS "decisions" ON "decisions"."answer_id" = "applied"."answer_id";

DROP TABLE "rubric_applications";
DROP TABLE "manual_grades";

-- What Prisma's schema cannot say.

-- An answer has one line: one first decision, and each later one names the one before it (the unique index above).
CREATE UNIQUE INDEX "grade_decisions_first_of_answer" ON "grade_decisions"("answer_id") WHERE "supersedes" IS NULL;
ALTER TABLE "grade_decisions" ADD CONSTRAINT "grade_decisions_later_than_superseded" CHECK ("supersedes" < "revision");
-- Only what was decided is a grade: full marks, an adjustment or items. The items are rows of their own.
ALTER TABLE "grade_decisions" ADD CONSTRAINT "grade_decisions_only_grades_score" CHECK ("kind" = 'grade' OR (NOT "full_marks" AND "adjustment" = 0));
ALTER TABLE "grade_decisions" ADD CONSTRAINT "grade_decisions_nothing_taken_back" CHECK ("kind" <> 'taken_back' OR "comment" = '');
ALTER TABLE "rubric_groups" ADD CONSTRAINT "rubric_groups_floor_below_cap" CHECK ("floor" <= "cap");
CREATE TRIGGER "grade_decisions_immutable" BEFORE UPDATE OR DELETE ON "grade_decisions" FOR EACH ROW EXECUTE FUNCTION "refuse_update"();
CREATE TRIGGER "grade_decision_items_immutable" BEFORE UPDATE OR DELETE ON "grade_decision_items" FOR EACH ROW EXECUTE FUNCTION "refuse_update"();
