/** The end of the file, in which a reader looks for the trailer. */
const TAIL_BYTES = 1_024;

/**
 * Null for bytes that are no PDF; `problem` is what is wrong, after the name of the file, null when it begins and ends
 * like a PDF. Its pages are read by the browser alone.
 */
export function inspectPdf(
  bytes: Uint8Array,
): { mediaType: 'application/pdf'; problem: string | null } | null {
  const text = (part: Uint8Array) => Buffer.from(part).toString('latin1');
  if (text(bytes.subarray(0, 5)) !== '%PDF-') return null;
  const tail = text(bytes.subarray(-TAIL_BYTES));
  const isWhole = tail.includes('startxref') && tail.includes('%%EOF');
  const problem = isWhole ? null : 'is cut off. Save it again and upload the whole file.';
  return { mediaType: 'application/pdf', problem };
}
