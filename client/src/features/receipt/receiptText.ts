import type { Receipt } from '../../../../contract/submissions.ts';
import { countWords } from '../../../../grader/answers/parts.ts';
import { fullWords, lateness, leftWords } from '../../components/time.ts';

/** How long a part is, such as `1204 characters` or `53 kB`. */
export function sizeOf({ size, unit }: Receipt['contents'][number]): string {
  if (unit === 'characters') return `${size} characters`;
  return size < 1000 ? `${size} bytes` : `${Math.round(size / 1000)} kB`;
}

/** `28 min early`, `3 min late`. */
export function earlinessWords(at: string, dueAt: string): string {
  const late = lateness(at, dueAt);
  return late === null ? `${leftWords(Date.parse(dueAt) - Date.parse(at))} early` : `${late} late`;
}

/** `113 words`; formulas and images are none. */
export function wordCount(text: string): string {
  const count = countWords(text);
  return count === 1 ? '1 word' : `${count} words`;
}

/** A receipt as a plain text file, with full hashes so that the contents can be checked against it. */
export function receiptText(receipt: Receipt, timeZone: string): string {
  return [
    `Receipt ${receipt.number}: ${receipt.assignmentTitle}`,
    '',
    `Course      ${receipt.course}`,
    `Submitted   ${receipt.submittedAt} (${fullWords(receipt.submittedAt, timeZone)})`,
    `            ${earlinessWords(receipt.submittedAt, receipt.dueAt)}; due ${fullWords(receipt.dueAt, timeZone)}`,
    ...(receipt.askedAt === null ? [] : [`Asked for   ${receipt.askedAt}, by the device`]),
    `By          ${receipt.submittedBy.name}`,
    `Members     ${receipt.members.map(({ name }) => name).join(', ')}`,
    `SHA-256     ${receipt.contentHash}`,
    '',
    'Contents (SHA-256, size, part)',
    ...receipt.contents.map((part) => `${part.sha256}  ${sizeOf(part)}  ${part.title}`),
    '',
    'What was received',
    ...receipt.contents.flatMap(({ title, text }) =>
      text === null ? [] : ['', `== ${title}`, text === '' ? '(empty)' : text],
    ),
    '',
  ].join('\n');
}
