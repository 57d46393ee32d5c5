-- Who handed a link over is asked again when it is used: of those that are open nobody knows it, and an instructor makes another one.
DELETE FROM "password_links" WHERE NOT "mailed";

ALTER TABLE "password_links" ADD COLUMN "made_by_id" UUID;
CREATE INDEX "password_links_made_by_id_idx" ON "password_links"("made_by_id");
ALTER TABLE "password_links" ADD CONSTRAINT "password_links_made_by_id_fkey" FOREIGN KEY ("made_by_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;
