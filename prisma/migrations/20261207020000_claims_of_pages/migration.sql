-- A claim is of one page of its holder, so that a page that is left lets go of what it held and of nothing else. Those of before last two
-- minutes at most, and nobody knows their page.
DELETE FROM "grading_claims";

ALTER TABLE "grading_claims" ADD COLUMN "page_id" UUID NOT NULL;
ALTER TABLE "grading_claims" DROP CONSTRAINT "grading_claims_pkey";
ALTER TABLE "grading_claims" ADD CONSTRAINT "grading_claims_pkey" PRIMARY KEY ("answer_id", "user_id", "page_id");
