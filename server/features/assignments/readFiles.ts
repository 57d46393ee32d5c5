import { createHash } from 'node:crypto';
import { Slug } from '../../../contract/assignment.ts';
import type { AssignmentDefinition, Problem } from '../../../contract/assignment.ts';
import type { LoadAssignment } from '../../deps.ts';
import type { VersionSteps } from '../../../contract/versions.ts';
import { ApiError } from '../../errors.ts';

export interface AssignmentUpload {
  files: Record<string, string>;
  slug?: string | undefined;
  due?: string | undefined;
  steps?: VersionSteps | undefined;
}

export interface ReadAssignment {
  slug: string;
  files: Map<string, string>;
  definition: AssignmentDefinition | null;
  problems: Problem[];
  /** SHA-256 over the files and the due time, hexadecimal: equal for an equal assignment. */
  contentHash: string;
}

/** The folder that all paths have in common, as browsers send it; null when there is none. */
function commonFolder(paths: string[]): string | null {
  const [first] = paths;
  const folder = first?.includes('/') ? first.slice(0, first.indexOf('/')) : null;
  return folder !== null && paths.every((path) => path.startsWith(`${folder}/`)) ? folder : null;
}

/** Files of a folder, not its neighbours': `..` and absolute paths are refused, hidden files are left out. */
export function relativePaths(files: Record<string, string>, folder: string | null): Map<string, string> {
  const relative = new Map<string, string>();
  for (const [path, text] of Object.entries(files)) {
    const name = folder === null ? path : path.slice(folder.length + 1);
    const parts = name.split('/');
    if (parts.includes('..') || parts.includes('') || name.includes('\\')) {
      throw new ApiError('unacceptable', `${path} is not a path inside the assignment's folder.`);
    }
    if (!parts.some((part) => part.startsWith('.'))) relative.set(name, text);
  }
  return relative;
}

/** Names an assignment by its files and due time. */
export function hashOf(files: Map<string, string>, due: string): string {
  const sorted = [...files].sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify([sorted, due])).digest('hex');
}

/** Reads and checks what an instructor sent. */
export async function readFiles(
  load: LoadAssignment,
  { files, slug: wanted, due }: AssignmentUpload,
  userId: string,
): Promise<ReadAssignment> {
  // `assignment.yaml` at the top means that no folder was sent along.
  const folder = 'assignment.yaml' in files ? null : commonFolder(Object.keys(files));
  const slug = wanted ?? folder;
  if (slug === null || !Slug.safeParse(slug).success) {
    throw new ApiError('unacceptable', 'Name the assignment: lower-case letters, digits, - and _.');
  }
  const relative = relativePaths(files, folder);
  const { definition: loaded, problems } = await load(relative, slug, userId);
  const definition = loaded && { ...loaded, dueAt: due ?? loaded.dueAt };
  return { slug, files: relative, definition, problems, contentHash: hashOf(relative, definition?.dueAt ?? '') };
}
