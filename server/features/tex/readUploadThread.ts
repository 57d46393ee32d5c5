/** Body of the thread that reads one upload; see `readUpload.ts`. */
import { parentPort, workerData } from 'node:worker_threads';
import { readProject } from '../../../grader/tex/project.ts';
import { splitTex } from '../../../grader/tex/split.ts';
import { isNameOf } from '../images/imageName.ts';
import { inspectImage } from '../images/inspect/inspectImage.ts';
import type { Upload, UploadContents } from './readUpload.ts';

async function readUpload({ assignment, file, bytes }: Upload): Promise<UploadContents> {
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

const contents = await readUpload(workerData as Upload);
parentPort?.postMessage(
  contents,
  contents.images.map(({ data }) => data.buffer),
);
