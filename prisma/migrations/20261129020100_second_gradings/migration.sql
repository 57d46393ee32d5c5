-- Answers that a second person grades without seeing the first grade.
CREATE TABLE "second_gradings" (
  "answer_id" UUID NOT NULL,
  "first_revision" INTEGER NOT NULL,
  "grader_id" UUID NOT NULL,
  "asked_by_id" UUID NOT NULL,
  "asked_at" TIMESTAMPTZ(3) NOT NULL,
  "choice" JSONB,
  "decided_at" TIMESTAMPTZ(3),
  "adopted_at" TIMESTAMPTZ(3),
  CONSTRAINT "second_gradings_pkey" PRIMARY KEY ("answer_id")
);
CREATE UNIQUE INDEX "second_gradings_first_revision_key" ON "second_gradings"("first_revision");
CREATE INDEX "second_gradings_grader_id_idx" ON "second_gradings"("grader_id");
ALTER TABLE "second_gradings" ADD CONSTRAINT "second_gradings_answer_id_fkey"
  FOREIGN KEY ("answer_id") REFERENCES "answers"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "second_gradings" ADD CONSTRAINT "second_gradings_first_revision_fkey"
  FOREIGN KEY ("first_revision") REFERENCES "grade_decisions"("revision") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "second_gradings" ADD CONSTRAINT "second_gradings_grader_id_fkey"
  FOREIGN KEY ("grader_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "second_gradings" ADD CONSTRAINT "second_gradings_asked_by_id_fkey"
  FOREIGN KEY ("asked_by_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
