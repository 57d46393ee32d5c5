-- What graders say about an answer that they do not grade: it is for an instructor, or it is passed over; or that is settled.
CREATE TYPE "mark_kind" AS ENUM ('flagged', 'skipped', 'settled');
CREATE TABLE "answer_marks" (
  "id" UUID NOT NULL,
  "answer_id" UUID NOT NULL,
  "kind" "mark_kind" NOT NULL,
  "reason" TEXT NOT NULL,
  "by_id" UUID NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "answer_marks_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "answer_marks_answer_id_at_idx" ON "answer_marks"("answer_id", "at");
ALTER TABLE "answer_marks" ADD CONSTRAINT "answer_marks_answer_id_fkey"
  FOREIGN KEY ("answer_id") REFERENCES "answers"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "answer_marks" ADD CONSTRAINT "answer_marks_by_id_fkey"
  FOREIGN KEY ("by_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Who grades which answers to a question; the last row of a question stands.
CREATE TABLE "grading_divisions" (
  "revision" SERIAL NOT NULL,
  "assignment_id" UUID NOT NULL,
  "question_id" TEXT NOT NULL,
  "division" JSONB,
  "decided_by_id" UUID NOT NULL,
  "decided_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "grading_divisions_pkey" PRIMARY KEY ("revision")
);
CREATE INDEX "grading_divisions_assignment_id_question_id_revision_idx" ON "grading_divisions"("assignment_id", "question_id", "revision");
ALTER TABLE "grading_divisions" ADD CONSTRAINT "grading_divisions_assignment_id_fkey"
  FOREIGN KEY ("assignment_id") REFERENCES "assignments"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "grading_divisions" ADD CONSTRAINT "grading_divisions_decided_by_id_fkey"
  FOREIGN KEY ("decided_by_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
