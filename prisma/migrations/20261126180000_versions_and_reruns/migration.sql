-- One version speaks: what was decided or tested under an earlier one is carried over by steps that a person confirmed.
-- A rerun proposes results that count only once applied.

-- What publishing a version does to grades of the one before, by question; see contract/versions.ts. Empty: as it says there.
ALTER TABLE "assignment_versions" ADD COLUMN "steps" JSONB NOT NULL DEFAULT '{}';

-- Hidden: taken back from those who have handed nothing in. Archived: as it is, and nothing more is handed in.
ALTER TABLE "assignments" ADD COLUMN "hidden_at" TIMESTAMPTZ(3), ADD COLUMN "archived_at" TIMESTAMPTZ(3);

CREATE TABLE "reruns" (
    "id" UUID NOT NULL,
    "assignment_id" UUID NOT NULL,
    "version_id" UUID NOT NULL,
    "started_by_id" UUID NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "scope" TEXT NOT NULL,
    "stopped_at" TIMESTAMPTZ(3),
    "discarded_at" TIMESTAMPTZ(3),

    CONSTRAINT "reruns_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "reruns_assignment_id_idx" ON "reruns"("assignment_id");
ALTER TABLE "reruns" ADD CONSTRAINT "reruns_assignment_id_fkey" FOREIGN KEY ("assignment_id") REFERENCES "assignments"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "reruns" ADD CONSTRAINT "reruns_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "assignment_versions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "reruns" ADD CONSTRAINT "reruns_started_by_id_fkey" FOREIGN KEY ("started_by_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A run has a version whose tests it is made of, and counts from a moment, or not.
ALTER TABLE "grading_runs" ADD COLUMN "version_id" UUID, ADD COLUMN "rerun_id" UUID, ADD COLUMN "counts_from" TIMESTAMPTZ(3);
UPDATE "grading_runs" AS "run" SET "version_id" = "submission"."version_id", "counts_from" = "run"."queued_at"
FROM "submissions" AS "submission" WHERE "submission"."id" = "run"."submission_id";
ALTER TABLE "grading_runs" ALTER COLUMN "version_id" SET NOT NULL;
ALTER TABLE "grading_runs" ADD CONSTRAINT "grading_runs_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "assignment_versions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "grading_runs" ADD CONSTRAINT "grading_runs_rerun_id_fkey" FOREIGN KEY ("rerun_id") REFERENCES "reruns"("id") ON DELETE CASCADE ON UPDATE CASCADE;
CREATE INDEX "grading_runs_submission_id_counts_from_idx" ON "grading_runs"("submission_id", "counts_from");
CREATE UNIQUE INDEX "grading_runs_rerun_id_submission_id_key" ON "grading_runs"("rerun_id", "submission_id");

-- A decision was made about what a version asks, and of code about what a run gave.
ALTER TABLE "grade_decisions" ADD COLUMN "version_id" UUID, ADD COLUMN "run_id" UUID;
ALTER TABLE "grade_decisions" DISABLE TRIGGER "grade_decisions_immutable";
UPDATE "grade_decisions" AS "decision" SET "version_id" = "submission"."version_id", "run_id" = (
  SELECT "run"."id" FROM "grading_runs" AS "run" WHERE "run"."submission_id" = "submission"."id" ORDER BY "run"."queued_at" DESC LIMIT 1
)
FROM "answers" AS "answer", "submissions" AS "submission"
WHERE "answer"."id" = "decision"."answer_id" AND "submission"."id" = "answer"."submission_id";
ALTER TABLE "grade_decisions" ENABLE TRIGGER "grade_decisions_immutable";
ALTER TABLE "grade_decisions" ALTER COLUMN "version_id" SET NOT NULL;
ALTER TABLE "grade_decisions" ADD CONSTRAINT "grade_decisions_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "assignment_versions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "grade_decisions" ADD CONSTRAINT "grade_decisions_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "grading_runs"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
