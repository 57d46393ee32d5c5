-- AlterTable
ALTER TABLE "manual_grades" ADD COLUMN     "group_name" TEXT;

-- AlterTable
ALTER TABLE "grading_runs" ADD COLUMN     "refusal" TEXT;

-- CreateTable
CREATE TABLE "images" (
    "id" UUID NOT NULL,
    "group_id" UUID NOT NULL,
    "sha256" TEXT NOT NULL,
    "media_type" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "data" BYTEA NOT NULL,
    "uploaded_by_id" UUID NOT NULL,
    "uploaded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "images_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "draft_images" (
    "group_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "image_id" UUID NOT NULL,

    CONSTRAINT "draft_images_pkey" PRIMARY KEY ("group_id","name")
);

-- CreateTable
CREATE TABLE "submission_images" (
    "submission_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "image_id" UUID NOT NULL,

    CONSTRAINT "submission_images_pkey" PRIMARY KEY ("submission_id","name")
);

-- CreateTable
CREATE TABLE "answer_groups" (
    "id" UUID NOT NULL,
    "assignment_id" UUID NOT NULL,
    "question_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "answer_groups_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "answer_group_members" (
    "answer_id" UUID NOT NULL,
    "answer_group_id" UUID NOT NULL,

    CONSTRAINT "answer_group_members_pkey" PRIMARY KEY ("answer_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "images_group_id_sha256_key" ON "images"("group_id", "sha256");

-- CreateIndex
CREATE INDEX "draft_images_image_id_idx" ON "draft_images"("image_id");

-- CreateIndex
CREATE INDEX "submission_images_image_id_idx" ON "submission_images"("image_id");

-- CreateIndex
CREATE INDEX "answer_groups_assignment_id_question_id_idx" ON "answer_groups"("assignment_id", "question_id");

-- CreateIndex
CREATE INDEX "answer_group_members_answer_group_id_idx" ON "answer_group_members"("answer_group_id");

-- AddForeignKey
ALTER TABLE "images" ADD CONSTRAINT "images_group_id_fkey" FOREIGN KEY ("group_id") REFERENCES "groups"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "images" ADD CONSTRAINT "images_uploaded_by_id_fkey" FOREIGN KEY ("uploaded_by_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "draft_images" ADD CONSTRAINT "draft_images_group_id_fkey" FOREIGN KEY ("group_id") REFERENCES "groups"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "draft_images" ADD CONSTRAINT "draft_images_image_id_fkey" FOREIGN KEY ("image_id") REFERENCES "images"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "submission_images" ADD CONSTRAINT "submission_images_submission_id_fkey" FOREIGN KEY ("submission_id") REFERENCES "submissions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "submission_images" ADD CONSTRAINT "submission_images_image_id_fkey" FOREIGN KEY ("image_id") REFERENCES "images"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "answer_groups" ADD CONSTRAINT "answer_groups_assignment_id_fkey" FOREIGN KEY ("assignment_id") REFERENCES "assignments"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "answer_groups" ADD CONSTRAINT "answer_groups_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "answer_group_members" ADD CONSTRAINT "answer_group_members_answer_id_fkey" FOREIGN KEY ("answer_id") REFERENCES "answers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "answer_group_members" ADD CONSTRAINT "answer_group_members_answer_group_id_fkey" FOREIGN KEY ("answer_group_id") REFERENCES "answer_groups"("id") ON DELETE CASCADE ON UPDATE CASCADE;



-- What Prisma's schema cannot say.

ALTER TABLE "images" ADD CONSTRAINT "images_size" CHECK ("size" > 0 AND "size" = length("data"));
-- Images are kept compressed already; a second compression would only cost time.
ALTER TABLE "images" ALTER COLUMN "data" SET STORAGE EXTERNAL;

-- What was handed in is never overwritten.
CREATE TRIGGER "images_immutable" BEFORE UPDATE ON "images" FOR EACH ROW EXECUTE FUNCTION "refuse_update"();
CREATE TRIGGER "submission_images_immutable" BEFORE UPDATE ON "submission_images" FOR EACH ROW EXECUTE FUNCTION "refuse_update"();
