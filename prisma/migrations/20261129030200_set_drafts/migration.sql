-- CreateTable
CREATE TABLE "set_drafts" (
    "course_id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "files" JSONB NOT NULL,
    "revision" INTEGER NOT NULL,
    "saved_by_id" UUID NOT NULL,
    "saved_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "set_drafts_pkey" PRIMARY KEY ("course_id","slug")
);

-- AddForeignKey
ALTER TABLE "set_drafts" ADD CONSTRAINT "set_drafts_course_id_fkey" FOREIGN KEY ("course_id") REFERENCES "courses"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "set_drafts" ADD CONSTRAINT "set_drafts_saved_by_id_fkey" FOREIGN KEY ("saved_by_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
