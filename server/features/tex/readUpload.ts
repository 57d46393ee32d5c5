import type { AssignmentDefinition } from '../../../contract/assignment.ts';
import { readProject } from '../../../grader/tex/project.ts';
import { splitTex } from '../../../grader/tex/split.ts';
import type { SplitResult } from '../../../grader/tex/split.ts';
import { isNameOf } from '../images/imageName.ts';
import { inspectImage } from '../images/inspect/inspectImage.ts';
import type { Inspected } from '../images/inspect/inspectImage.ts';

export interface Upload {
  assignment: AssignmentDefinition;
  /** Name of the uploaded file, as its sender says. */
  file: string;
  bytes: Uint8Array;
}

/** The images are checked and safe to store. */
export interface UploadContents extends Omit<SplitResult, 'images'> {
  images: (Omit<Extract<Inspected, { ok: true }>, 'ok'> & { name: string })[];
}

/** An uploaded file or archive, split by question. Run in a process: see `server/tasks`. */
export async function readUpload({ assignment, file, bytes }: Upload): Promise<UploadContents> {
  const { files, problems } = await readProject(file, bytes);
  if (files.size === 0) return { answers: [], unassigned: '', images: [], problems };
  const split = splitTex(assignment, { files });
  const images: UploadContents['images'] = [];
  for (const { name, data } of split.images) {
    const image = inspectImage(data);
    const problem = !image.ok
      ? image.problem
      : isNameOf(name, image.mediaType)
        ? null
        : `is ${image.mediaType}, and its name has another ending.`;
    if (image.ok && problem === null) images.push({ name, mediaType: image.mediaType, data: image.data });
    else problems.push({ severity: 'error', file: name, line: null, message: `This image ${problem}` });
  }
  return { ...split, images, problems: [...problems, ...split.problems] };
}
