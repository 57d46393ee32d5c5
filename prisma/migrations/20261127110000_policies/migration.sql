-- Dates and policies are decisions of people; what follows from them is computed (ADR 32).

-- What was decided for a course or one of its sets; the last of a line stands.
CREATE TABLE "policy_decisions" (
    "revision" SERIAL NOT NULL,
    "course_id" UUID NOT NULL,
    "assignment_id" UUID,
    "policy" JSONB,
    "decided_by_id" UUID NOT NULL,
    "decided_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "policy_decisions_pkey" PRIMARY KEY ("revision")
);

CREATE INDEX "policy_decisions_course_id_revision_idx" ON "policy_decisions"("course_id", "revision");
CREATE INDEX "policy_decisions_assignment_id_revision_idx" ON "policy_decisions"("assignment_id", "revision");

ALTER TABLE "policy_decisions" ADD CONSTRAINT "policy_decisions_course_id_fkey" FOREIGN KEY ("course_id") REFERENCES "courses"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "policy_decisions" ADD CONSTRAINT "policy_decisions_assignment_id_fkey" FOREIGN KEY ("assignment_id") REFERENCES "assignments"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "policy_decisions" ADD CONSTRAINT "policy_decisions_decided_by_id_fkey" FOREIGN KEY ("decided_by_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- An extension may move any of a set's times.
ALTER TABLE "extensions" ALTER COLUMN "due_at" DROP NOT NULL,
ADD COLUMN "opens_at" TIMESTAMPTZ(3),
ADD COLUMN "closes_at" TIMESTAMPTZ(3),
ADD COLUMN "releases_at" TIMESTAMPTZ(3);

-- What Prisma's schema cannot say.

ALTER TABLE "extensions" ADD CONSTRAINT "extensions_of_something" CHECK (num_nonnulls("opens_at", "due_at", "closes_at", "releases_at") > 0);
-- Null takes a set's decisions back: its file speaks again.
ALTER TABLE "policy_decisions" ADD CONSTRAINT "policy_decisions_of_course" CHECK ("assignment_id" IS NOT NULL OR "policy" IS NOT NULL);
CREATE TRIGGER "policy_decisions_immutable" BEFORE UPDATE ON "policy_decisions" FOR EACH ROW EXECUTE FUNCTION "refuse_update"();
