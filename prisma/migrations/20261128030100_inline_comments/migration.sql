-- CreateEnum
CREATE TYPE "inline_comment_act" AS ENUM ('written', 'edited', 'removed');

-- CreateTable
CREATE TABLE "inline_comments" (
    "id" UUID NOT NULL,
    "answer_id" UUID NOT NULL,
    "start" INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    "written_by_id" UUID NOT NULL,

    CONSTRAINT "inline_comments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "inline_comment_events" (
    "comment_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "act" "inline_comment_act" NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by_id" UUID NOT NULL,
    "text" TEXT NOT NULL,

    CONSTRAINT "inline_comment_events_pkey" PRIMARY KEY ("comment_id","number")
);

-- CreateIndex
CREATE INDEX "inline_comments_answer_id_idx" ON "inline_comments"("answer_id");

-- AddForeignKey
ALTER TABLE "inline_comments" ADD CONSTRAINT "inline_comments_answer_id_fkey" FOREIGN KEY ("answer_id") REFERENCES "answers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "inline_comments" ADD CONSTRAINT "inline_comments_written_by_id_fkey" FOREIGN KEY ("written_by_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "inline_comment_events" ADD CONSTRAINT "inline_comment_events_comment_id_fkey" FOREIGN KEY ("comment_id") REFERENCES "inline_comments"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "inline_comment_events" ADD CONSTRAINT "inline_comment_events_by_id_fkey" FOREIGN KEY ("by_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;



-- What Prisma's schema cannot say.

ALTER TABLE "inline_comments" ADD CONSTRAINT "inline_comments_place" CHECK (0 <= "start" AND "start" < "end");
ALTER TABLE "inline_comment_events" ADD CONSTRAINT "inline_comment_events_words" CHECK (("act" = 'removed') = ("text" = ''));
