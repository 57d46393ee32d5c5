-- Pages that have let go of what they held: what of theirs arrives later holds nothing.
CREATE TABLE "left_pages" (
  "page_id" UUID NOT NULL,
  "user_id" UUID NOT NULL,
  "left_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "left_pages_pkey" PRIMARY KEY ("page_id", "user_id"),
  CONSTRAINT "left_pages_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE INDEX "left_pages_user_id_idx" ON "left_pages" ("user_id");
