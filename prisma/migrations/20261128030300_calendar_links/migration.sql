-- CreateTable
CREATE TABLE "calendar_links" (
    "user_id" UUID NOT NULL,
    "nonce" UUID,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "read_at" TIMESTAMPTZ(3),

    CONSTRAINT "calendar_links_pkey" PRIMARY KEY ("user_id")
);

-- CreateTable
CREATE TABLE "calendar_entries" (
    "user_id" UUID NOT NULL,
    "assignment_id" UUID NOT NULL,
    "sequence" INTEGER NOT NULL,
    "said" TEXT NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "calendar_entries_pkey" PRIMARY KEY ("user_id","assignment_id")
);

-- CreateIndex
CREATE INDEX "calendar_entries_assignment_id_idx" ON "calendar_entries"("assignment_id");

-- AddForeignKey
ALTER TABLE "calendar_links" ADD CONSTRAINT "calendar_links_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "calendar_entries" ADD CONSTRAINT "calendar_entries_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "calendar_links"("user_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "calendar_entries" ADD CONSTRAINT "calendar_entries_assignment_id_fkey" FOREIGN KEY ("assignment_id") REFERENCES "assignments"("id") ON DELETE CASCADE ON UPDATE CASCADE;
