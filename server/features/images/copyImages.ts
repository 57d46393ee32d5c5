import type { Tx } from '../../database/prisma.ts';

/** `figures/loss.png` → `figures/loss-2.png`. */
function numbered(name: string, taken: ReadonlySet<string>): string {
  const dot = name.lastIndexOf('.');
  const [stem, ending] = dot > name.lastIndexOf('/') ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
  for (let number = 2; ; number += 1) {
    const candidate = `${stem}-${number}${ending}`;
    if (!taken.has(candidate)) return candidate;
  }
}

/**
 * Copies the images that the drafts of one group name, or did, to another group; the same bytes are stored once.
 *
 * @returns the names that are others in the new group, since another image has them there
 */
export async function copyImages(
  tx: Tx,
  { from, to }: { from: string; to: string },
): Promise<Map<string, string>> {
  const named = await tx.draftImage.findMany({
    where: { groupId: from },
    select: { name: true, removedAt: true, image: { select: { id: true, sha256: true } } },
  });
  const there = await tx.draftImage.findMany({
    where: { groupId: to },
    select: { name: true, image: { select: { sha256: true } } },
  });
  const taken = new Set(there.map(({ name }) => name));
  const renamed = new Map<string, string>();
  for (const { name, removedAt, image } of named) {
    if (there.some((other) => other.name === name && other.image.sha256 === image.sha256)) continue;
    await tx.$executeRaw`
      INSERT INTO images (id, group_id, sha256, media_type, size, data, uploaded_by_id, uploaded_at)
      SELECT gen_random_uuid(), ${to}::uuid, sha256, media_type, size, data, uploaded_by_id, uploaded_at
      FROM images WHERE id = ${image.id}::uuid
      ON CONFLICT (group_id, sha256) DO NOTHING`;
    const copy = await tx.image.findUniqueOrThrow({
      where: { groupId_sha256: { groupId: to, sha256: image.sha256 } },
      select: { id: true },
    });
    const newName = taken.has(name) ? numbered(name, taken) : name;
    taken.add(newName);
    if (newName !== name) renamed.set(name, newName);
    await tx.draftImage.create({ data: { groupId: to, name: newName, imageId: copy.id, removedAt } });
  }
  return renamed;
}
