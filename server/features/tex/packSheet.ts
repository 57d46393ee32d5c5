import { strToU8, zipSync } from 'fflate';
import type { Zippable } from 'fflate';
import type { AssignmentDefinition } from '../../../contract/assignment.ts';
import { exportTex } from '../../../grader/tex/export.ts';
import type { ExportMeta } from '../../../grader/tex/export.ts';

export interface SheetToPack {
  assignment: AssignmentDefinition;
  /** Markdown by question id. */
  answers: Map<string, string>;
  meta: ExportMeta;
  images: { name: string; data: Uint8Array }[];
}

/** A `.tex`, or a zip of it with its images. Run in a process: see `server/tasks`. */
export function packSheet({ assignment, answers, meta, images }: SheetToPack): Uint8Array<ArrayBuffer> {
  const tex = strToU8(exportTex(assignment, answers, meta));
  if (images.length === 0) return tex;
  // Images are compressed already.
  const files: Zippable = Object.fromEntries(images.map(({ name, data }) => [name, [data, { level: 0 }]]));
  files[`${assignment.slug}.tex`] = tex;
  return zipSync(files, { mtime: meta.submitted.at });
}
