/**
 * What the grader, the rule reader and the server say is plain text, since it quotes what people wrote; only code stands between
 * backticks in it. No other Markdown is read: `__init__` and `**` are themselves.
 */

export interface MessagePart {
  text: string;
  isCode: boolean;
}

const CODE = /`([^`\n]+)`/;

/** In their order; a backtick without a second one is text. */
export function messageParts(message: string): MessagePart[] {
  return message
    .split(CODE)
    .map((text, index) => ({ text, isCode: index % 2 === 1 }))
    .filter(({ text }) => text !== '');
}

/** For where nothing can be set off: what is read aloud, or stands in an attribute. */
export const messageText = (message: string): string =>
  messageParts(message)
    .map(({ text }) => text)
    .join('');
