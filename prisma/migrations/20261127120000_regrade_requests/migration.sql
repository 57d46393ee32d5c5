-- CreateEnum
CREATE TYPE "request_act" AS ENUM ('taken', 'handed_over', 'let_go', 'replied', 'closed', 'withdrawn');

-- AlterTable
ALTER TABLE "assignments" ADD COLUMN     "request_days" INTEGER DEFAULT 7,
ADD COLUMN     "request_limit" INTEGER DEFAULT 3;

-- CreateTable
CREATE TABLE "regrade_requests" (
    "id" UUID NOT NULL,
    "assignment_id" UUID NOT NULL,
    "submission_id" UUID NOT NULL,
    "question_id" TEXT NOT NULL,
    "asked_by_id" UUID NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "rubric_item_id" UUID,
    "line" INTEGER,
    "quote" TEXT,
    "reason" TEXT NOT NULL,

    CONSTRAINT "regrade_requests_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "request_events" (
    "id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "act" "request_act" NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by_id" UUID NOT NULL,
    "to_id" UUID,
    "text" TEXT NOT NULL DEFAULT '',
    "revision" INTEGER,
    "before" DOUBLE PRECISION,
    "after" DOUBLE PRECISION,

    CONSTRAINT "request_events_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "regrade_requests_assignment_id_asked_by_id_idx" ON "regrade_requests"("assignment_id", "asked_by_id");

-- CreateIndex
CREATE INDEX "regrade_requests_submission_id_idx" ON "regrade_requests"("submission_id");

-- CreateIndex
CREATE UNIQUE INDEX "request_events_revision_key" ON "request_events"("revision");

-- CreateIndex
CREATE UNIQUE INDEX "request_events_request_id_number_key" ON "request_events"("request_id", "number");

-- AddForeignKey
ALTER TABLE "regrade_requests" ADD CONSTRAINT "regrade_requests_assignment_id_fkey" FOREIGN KEY ("assignment_id") REFERENCES "assignments"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "regrade_requests" ADD CONSTRAINT "regrade_requests_submission_id_fkey" FOREIGN KEY ("submission_id") REFERENCES "submissions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "regrade_requests" ADD CONSTRAINT "regrade_requests_asked_by_id_fkey" FOREIGN KEY ("asked_by_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "regrade_requests" ADD CONSTRAINT "regrade_requests_rubric_item_id_fkey" FOREIGN KEY ("rubric_item_id") REFERENCES "rubric_items"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "request_events" ADD CONSTRAINT "request_events_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "regrade_requests"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "request_events" ADD CONSTRAINT "request_events_by_id_fkey" FOREIGN KEY ("by_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "request_events" ADD CONSTRAINT "request_events_to_id_fkey" FOREIGN KEY ("to_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "request_events" ADD CONSTRAINT "request_events_revision_fkey" FOREIGN KEY ("revision") REFERENCES "grade_decisions"("revision") ON DELETE RESTRICT ON UPDATE CASCADE;



-- What Prisma's schema cannot say.

ALTER TABLE "regrade_requests" ADD CONSTRAINT "regrade_requests_passage" CHECK (("line" IS NULL) = ("quote" IS NULL));

-- A request is over once.
CREATE UNIQUE INDEX "request_events_one_end" ON "request_events"("request_id") WHERE "act" IN ('closed', 'withdrawn');
