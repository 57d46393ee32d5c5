/** What can be compared: the draft, submissions, and the draft as it was. */
import type { DocumentState, DocumentView, EarlierState } from '../../../../contract/documents.ts';
import type { SubmissionView } from '../../../../contract/submissions.ts';
import { draftImageUrl, submissionImageUrl, type ImageUrl } from '../images/imageUrls.ts';

/** What can be chosen: `draft`, `s<number>` of a submission, `<group>/<seq>` of the draft as it was. */
export type Choice = string;

/** As it is now. */
export const DRAFT: Choice = 'draft';

/**
 * Two of them, the older one first.
 * @param timeOf when each became what it is; undefined of the draft, which still changes
 */
export function olderFirst(
  [one, other]: [Choice, Choice],
  timeOf: (choice: Choice) => string | undefined,
): [Choice, Choice] {
  const since = (choice: Choice) => {
    const at = timeOf(choice);
    return at === undefined ? Infinity : Date.parse(at);
  };
  return since(one) <= since(other) ? [one, other] : [other, one];
}

/** One state of all texts, under a name. */
export interface Version {
  name: string;
  /** By question id or file name. */
  texts: ReadonlyMap<string, string>;
  /** Where the images are that its texts show. */
  imageUrl: ImageUrl;
  /** Where to take a text from that is to be as it was; null of the draft as it is now. */
  earlier: EarlierState | null;
  /** Of drafts: what exactly was read. */
  read: { group: string; seq: number } | null;
}

export function submissionVersion({ id, number, answers, file, images }: SubmissionView): Version {
  const texts = new Map(Object.entries(answers));
  if (file !== null) texts.set(file.name, file.text);
  return {
    name: `Submission ${number}`,
    texts,
    imageUrl: submissionImageUrl(id, images),
    earlier: { submission: id },
    read: null,
  };
}

const textsOf = ({ texts }: DocumentView) => new Map(texts.map(({ key, text }) => [key, text]));

/** The draft as it is now. @param imageUrl of the group's drafts */
export function draftVersion(document: DocumentView, imageUrl: ImageUrl): Version {
  const { group, seq } = document;
  return { name: 'Draft', texts: textsOf(document), imageUrl, earlier: null, read: { group, seq } };
}

/** A draft as it was, which may be of another group: its names mean that group's images. */
export function earlierVersion(
  name: string,
  document: DocumentState,
  params: { course: string; assignment: string },
): Version {
  const read = { group: document.group, seq: document.seq };
  const imageUrl = draftImageUrl(params, document.images);
  return { name, texts: textsOf(document), imageUrl, earlier: read, read };
}

/**
 * Keys of the texts that differ, in the order of the set. A file that the one has and the other never had counts only
 * where a submission names it: a draft holds a file for every language.
 */
export function differingKeys(keys: readonly string[], one: Version, other: Version): string[] {
  const isInBoth = (key: string) => one.texts.has(key) && other.texts.has(key);
  return keys.filter(
    (key) =>
      (!key.includes('.') || isInBoth(key)) && (one.texts.get(key) ?? '') !== (other.texts.get(key) ?? ''),
  );
}
