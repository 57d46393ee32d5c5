-- Who had left a course, was no student of it any more or was deleted before leaving meant leaving one's groups is still in them:
-- they are handed in for, keep a place and read on. This does for them what `leaveGroups` does since: each gets a group of their
-- own with what theirs had written until they went, and whoever stays is told. What was handed in stays as it is.
DO $$
DECLARE
  "leaver" RECORD;
  "own" UUID;
  "upto" INTEGER;
BEGIN
  -- Whoever asked them finds that out by asking again.
  DELETE FROM group_invitations i USING assignments a
  WHERE a.id = i.assignment_id AND NOT EXISTS (
    SELECT FROM enrolments e JOIN users u ON u.id = e.user_id
    WHERE e.course_id = a.course_id AND e.user_id = i.user_id AND e.role = 'student' AND e.left_at IS NULL AND u.erased_at IS NULL);

  FOR "leaver" IN
    SELECT m.group_id, m.assignment_id, m.user_id, m.joined_at, c.id AS course_id, c.code, c.slug AS course, c.archived_at,
      c.try_of_id, a.slug, COALESCE(e.left_at, u.erased_at, now()) AS went
    FROM group_members m
    JOIN assignments a ON a.id = m.assignment_id
    JOIN courses c ON c.id = a.course_id
    JOIN users u ON u.id = m.user_id
    LEFT JOIN enrolments e ON e.course_id = c.id AND e.user_id = m.user_id
    WHERE e.user_id IS NULL OR e.role <> 'student' OR e.left_at IS NOT NULL OR u.erased_at IS NOT NULL
    ORDER BY m.assignment_id, m.group_id, m.user_id
  LOOP
    -- Whoever is alone stays where they are, of several who went the last one, too.
    CONTINUE WHEN (SELECT count(*) FROM group_members WHERE group_id = "leaver".group_id) = 1;
    SELECT GREATEST(d.first_seq, COALESCE((
        SELECT max(w.seq) FROM document_updates w WHERE w.group_id = d.group_id AND w.at <= "leaver".went), 0))
      INTO "upto" FROM documents d WHERE d.group_id = "leaver".group_id;
    "own" := gen_random_uuid();
    INSERT INTO groups (id, assignment_id) VALUES ("own", "leaver".assignment_id);

    -- The log as far as they may read it, with who wrote what and when. A row that is copied is no edit of theirs.
    INSERT INTO documents (group_id, seq, bytes, items, writers, first_seq, snapshot, snapshot_seq, tried_seq)
    SELECT "own", "upto",
      (SELECT COALESCE(sum(octet_length(w.data)), 0) FROM document_updates w WHERE w.group_id = d.group_id AND w.seq <= "upto"),
      d.items, d.writers, d.first_seq,
      CASE WHEN d.snapshot_seq <= "upto" THEN d.snapshot END,
      CASE WHEN d.snapshot_seq <= "upto" THEN d.snapshot_seq ELSE 0 END,
      LEAST(d.tried_seq, "upto")
    FROM documents d WHERE d.group_id = "leaver".group_id;
    INSERT INTO document_updates (group_id, seq, key, user_id, at, data)
    SELECT "own", w.seq, w.key, w.user_id, w.at, w.data FROM document_updates w
    WHERE w.group_id = "leaver".group_id AND w.seq <= "upto" ORDER BY w.seq;
    INSERT INTO document_clients (group_id, client_id, user_id, clock)
    SELECT "own", k.client_id, k.user_id, k.clock FROM document_clients k WHERE k.group_id = "leaver".group_id;
    INSERT INTO earlier_drafts (group_id, key, text)
    SELECT "own", x.key, x.text FROM earlier_drafts x WHERE x.group_id = "leaver".group_id;
    INSERT INTO images (id, group_id, sha256, media_type, size, data, uploaded_by_id, uploaded_at)
    SELECT gen_random_uuid(), "own", i.sha256, i.media_type, i.size, i.data, i.uploaded_by_id, i.uploaded_at FROM images i
    WHERE i.group_id = "leaver".group_id AND i.uploaded_at <= "leaver".went;
    INSERT INTO draft_images (group_id, name, image_id, removed_at)
    SELECT "own", n.name, copied.id, n.removed_at FROM draft_images n
    JOIN images i ON i.id = n.image_id
    JOIN images copied ON copied.group_id = "own" AND copied.sha256 = i.sha256
    WHERE n.group_id = "leaver".group_id;

    DELETE FROM group_members WHERE group_id = "leaver".group_id AND user_id = "leaver".user_id;
    INSERT INTO former_members (id, group_id, user_id, joined_at, left_at, seq, reason)
    VALUES (gen_random_uuid(), "leaver".group_id, "leaver".user_id, "leaver".joined_at, "leaver".went, COALESCE("upto", 0),
      'You were no student of ' || "leaver".code || ' any more.');
    INSERT INTO group_members (group_id, assignment_id, user_id, joined_at)
    VALUES ("own", "leaver".assignment_id, "leaver".user_id, now());
    UPDATE groups SET changed_at = now() WHERE id IN ("leaver".group_id, "own");

    -- In the page alone: of a change that is months old nobody is sent a mail.
    CONTINUE WHEN "leaver".archived_at IS NOT NULL OR "leaver".try_of_id IS NOT NULL;
    INSERT INTO notifications (id, user_id, course_id, kind, key, subject, text, path, at)
    SELECT gen_random_uuid(), m.user_id, "leaver".course_id, 'removed',
      'removed ' || "leaver".assignment_id || ' ' || "leaver".user_id || ' ' || now(),
      "leaver".code || ': your group was changed, ' || v.title,
      'Staff changed your group for ' || v.title || '. Why: A member is no student of ' || "leaver".code || ' any more.' || chr(10) ||
        'What you wrote and submitted is kept.',
      '/c/' || "leaver".course || '/sets/' || "leaver".slug, now()
    FROM group_members m
    JOIN enrolments e ON e.user_id = m.user_id AND e.course_id = "leaver".course_id AND e.left_at IS NULL AND e.role = 'student'
    JOIN users u ON u.id = m.user_id AND u.erased_at IS NULL
    CROSS JOIN LATERAL (
      SELECT definition->>'title' AS title FROM assignment_versions WHERE assignment_id = "leaver".assignment_id ORDER BY number DESC LIMIT 1) v
    LEFT JOIN notice_choices o ON o.user_id = m.user_id AND o.kind = 'removed'
    WHERE m.group_id = "leaver".group_id AND COALESCE(o.way::text, 'page') <> 'off'
    ON CONFLICT DO NOTHING;
  END LOOP;
END
$$;
