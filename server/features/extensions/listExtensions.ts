import type { ExtensionView, Target } from '../../../contract/extensions.ts';
import { ExtendedWindow } from '../../../contract/policy.ts';
import type { Db, Tx } from '../../database/prisma.ts';
import { PERSON_NAME, peopleOf } from '../people.ts';

export async function listExtensions(
  db: Db | Tx,
  set: { id: string; dueAt: Date },
): Promise<{ dueAt: string; extensions: ExtensionView[] }> {
  const rows = await db.extension.findMany({
    where: { assignmentId: set.id },
    orderBy: { grantedAt: 'desc' },
    include: {
      user: PERSON_NAME,
      grantedBy: PERSON_NAME,
      members: { select: { user: PERSON_NAME } },
    },
  });
  return {
    dueAt: set.dueAt.toISOString(),
    extensions: rows.map(({ id, userId, groupId, section, user, members, reason, grantedBy, ...times }) => {
      const target: Target =
        userId !== null
          ? { kind: 'student', userId }
          : groupId !== null
            ? { kind: 'group', groupId }
            : { kind: 'section', section: section ?? '' };
      const names = peopleOf(members).map(({ name }) => name);
      const name = user?.name ?? (section === null ? names.join(', ') : `Section ${section}`);
      return {
        id,
        target,
        name,
        reason,
        grantedBy,
        opensAt: times.opensAt?.toISOString() ?? null,
        dueAt: times.dueAt?.toISOString() ?? null,
        lateWindow: ExtendedWindow.parse(times.lateWindow),
        closesAt: times.closesAt?.toISOString() ?? null,
        releasesAt: times.releasesAt?.toISOString() ?? null,
        grantedAt: times.grantedAt.toISOString(),
      };
    }),
  };
}
