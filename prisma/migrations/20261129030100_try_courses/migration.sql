-- AlterTable
ALTER TABLE "courses" ADD COLUMN     "try_of_id" UUID,
ADD COLUMN     "tried_by_id" UUID;

-- CreateIndex
CREATE UNIQUE INDEX "courses_try_of_id_tried_by_id_key" ON "courses"("try_of_id", "tried_by_id");

-- AddForeignKey
ALTER TABLE "courses" ADD CONSTRAINT "courses_try_of_id_fkey" FOREIGN KEY ("try_of_id") REFERENCES "courses"("id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "courses" ADD CONSTRAINT "courses_tried_by_id_fkey" FOREIGN KEY ("tried_by_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A course of trials and what it is of come and go together.
ALTER TABLE "courses" ADD CONSTRAINT "courses_try_whole" CHECK (("try_of_id" IS NULL) = ("tried_by_id" IS NULL));
