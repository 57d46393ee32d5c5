-- Whom an extension of a group is for: who was in the group when it was given, wherever they are now.

-- CreateTable
CREATE TABLE "extension_members" (
    "extension_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,

    CONSTRAINT "extension_members_pkey" PRIMARY KEY ("extension_id","user_id")
);

-- CreateIndex
CREATE INDEX "extension_members_user_id_idx" ON "extension_members"("user_id");

-- AddForeignKey
ALTER TABLE "extension_members" ADD CONSTRAINT "extension_members_extension_id_fkey" FOREIGN KEY ("extension_id") REFERENCES "extensions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "extension_members" ADD CONSTRAINT "extension_members_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Of those given before: also who is in the group today, whose time it has been until now.
INSERT INTO "extension_members" ("extension_id", "user_id")
SELECT x.id, m.user_id FROM "extensions" x JOIN "group_members" m ON m.group_id = x.group_id
UNION
SELECT x.id, f.user_id FROM "extensions" x JOIN "former_members" f ON f.group_id = x.group_id
WHERE f.joined_at <= x.granted_at AND x.granted_at < f.left_at;

-- Where somebody moves changes no score any more; what extensions themselves change is marked for their whole set.
DROP TRIGGER "group_members_change_scores" ON "group_members";
DROP FUNCTION "mark_member"();
