-- A name is given to an image once and for ever; one that was removed is only left out of the list of images.
ALTER TABLE "draft_images" ADD COLUMN "removed_at" TIMESTAMPTZ(3);
