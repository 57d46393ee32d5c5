/** The headings that an answer should have, such as the four parts of a figure's explanation. */

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** A heading or a bold line start counts: `## Context`, `**Context.** …`. */
export function hasPart(text: string, part: string): boolean {
  return new RegExp(`^\\s*(?:#{1,6}\\s*|\\*\\*|__)${escapeRegExp(part)}(?![\\p{L}\\p{N}])`, 'imu').test(text);
}

/** The text with headings for the parts it lacks, at its end, in their order. */
export function insertParts(text: string, parts: string[]): string {
  const lacking = parts.filter((part) => !hasPart(text, part));
  const headings = lacking.map((part) => `**${part}.** `).join('\n\n');
  if (headings === '') return text;
  return text.trim() === '' ? headings : `${text.trimEnd()}\n\n${headings}`;
}

/** Words outside formulas; each formula counts as one. */
export function countWords(text: string): number {
  const plain = text
    .replace(/\$\$[\s\S]*?\$\$|\$[^$\n]*\$|\\\([\s\S]*?\\\)|\\\[[\s\S]*?\\\]/g, ' x ')
    .replace(/[#*_`>]/g, ' ');
  return plain.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}
