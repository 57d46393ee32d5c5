/** The editor knows one end of a line; a file keeps the one that it has. */
const CRLF = '\r\n';

/** For the editor. */
export const asLines = (text: string): string => text.replaceAll(CRLF, '\n');

/** @param original as the file was before */
export const withEndsOf = (original: string, edited: string): string =>
  original.includes(CRLF) ? edited.replaceAll('\n', CRLF) : edited;
