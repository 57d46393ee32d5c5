import type { Receipt } from '../../../../contract/submissions.ts';
import { fullWords } from '../../components/time.ts';

/** How long a part is, such as `1204 characters` or `53 kB`. */
export function sizeOf({ size, unit }: Receipt['contents'][number]): string {
  if (unit === 'characters') return `${size} characters`;
  return size < 1000 ? `${size} bytes` : `${Math.round(size / 1000)} kB`;
}

/** A receipt as a plain text file, with full hashes so that the contents can be checked against it. */
export function receiptText(receipt: Receipt, timeZone: string): string {
  return [
    `Receipt ${receipt.number}: ${receipt.assignmentTitle}`,
    '',
    `Course      ${receipt.course}`,
    `Submitted   ${receipt.submittedAt} (${fullWords(receipt.submittedAt, timeZone)})${receipt.late ? ', late' : ''}`,
    `By          ${receipt.submittedBy.name}`,
    `Members     ${receipt.members.map(({ name }) => name).join(', ')}`,
    `SHA-256     ${receipt.contentHash}`,
    '',
    'Contents (SHA-256, size, part)',
    ...receipt.contents.map((part) => `${part.sha256}  ${sizeOf(part)}  ${part.title}`),
    '',
  ].join('\n');
}
