import type { MediaType } from '../../../contract/images.ts';
import type { Tx } from '../../database/prisma.ts';
import { ApiError } from '../../errors.ts';

const ENDINGS: Record<MediaType, string> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/svg+xml': 'svg',
  'application/pdf': 'pdf',
};
const KNOWN_ENDING = /\.(?:png|jpe?g|svg|pdf)$/i;
const MAX_NAME = 200;

/** Pages draw what ends in `.pdf` as a PDF and anything else as an image. */
export function isNameOf(name: string, mediaType: MediaType): boolean {
  return KNOWN_ENDING.test(name) && /\.pdf$/i.test(name) === (mediaType === 'application/pdf');
}

/** The name with an ending that fits what the bytes are, such as `loss.pdf` for a PDF called `loss.png`. */
function fittingName(name: string, mediaType: MediaType): string {
  if (isNameOf(name, mediaType)) return name;
  const stem = name.replace(KNOWN_ENDING, '');
  return `${stem.slice(0, MAX_NAME - 4)}.${ENDINGS[mediaType]}`;
}

/** The fitting name, then `loss-2.png`, `loss-3.png`, … */
export function* namesFor(name: string, mediaType: MediaType): Generator<string> {
  const first = fittingName(name, mediaType);
  yield first;
  const [ending] = KNOWN_ENDING.exec(first) ?? [''];
  const stem = first.slice(0, first.length - ending.length);
  for (let number = 2; ; number += 1) {
    const suffix = `-${number}${ending}`;
    yield `${stem.slice(0, MAX_NAME - suffix.length)}${suffix}`;
  }
}

/** What each name means in the drafts of a group, those of removed images included: image id by name. */
export async function namesIn(tx: Tx, groupId: string): Promise<Map<string, string>> {
  const named = await tx.draftImage.findMany({ where: { groupId }, select: { name: true, imageId: true } });
  return new Map(named.map(({ name, imageId }) => [name, imageId]));
}

/** The first of the names that is free, or that means this very image already: no name comes to mean another image. */
export function firstName(
  taken: ReadonlyMap<string, string>,
  imageId: string,
  names: Iterable<string>,
): string {
  for (const name of names) if ((taken.get(name) ?? imageId) === imageId) return name;
  throw new Error('names never end');
}

/** @throws ApiError unacceptable for a name that would show something else than the image */
export function assertNameOf(name: string, mediaType: MediaType): void {
  if (isNameOf(name, mediaType)) return;
  const ending = ENDINGS[mediaType];
  throw new ApiError(
    'unacceptable',
    `${name} is a ${ending.toUpperCase()}: its name must end in .${ending}.`,
  );
}
