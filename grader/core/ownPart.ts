/**
 * Of a program that has several rules, what belongs to one of them: what another rule asks the config for says nothing of this one.
 * Pure: the source is only read, and what cannot be told apart stays.
 */

/** A line at the margin that begins another block. Whatever else stands there goes on with the one before, such as a text in a function. */
const DEFINITION =
  /^(?:export\s+)?(?:default\s+)?(?:abstract\s+)?(?:async\s+)?(?:(?:def|class|function\s*\*?|const|let|var|interface|type|enum)\s+([A-Za-z_$][\w$]*)|([A-Za-z_$][\w$]*)\s*(?::[^=\n]*)?=(?!=))/;
const DECORATOR = /^@/;
/** What is only run when the file is run by itself is no part of a rule. */
const MAIN = /^if\s+__name__\b/;

interface Block {
  /** Null where it defines nothing, such as the imports; empty where it is not run. */
  name: string | null;
  lines: string[];
}

function blocksOf(source: string): Block[] {
  let block: Block = { name: null, lines: [] };
  const blocks = [block];
  let isDecorated = false;
  for (const line of source.split('\n')) {
    const [, word, assigned] = DEFINITION.exec(line) ?? [];
    const name = word ?? assigned ?? (MAIN.test(line) ? '' : null);
    if (name === null && !DECORATOR.test(line)) {
      block.lines.push(line);
      continue;
    }
    if (isDecorated) block.lines.push(line);
    else blocks.push((block = { name, lines: [line] }));
    block.name = name;
    isDecorated = DECORATOR.test(line);
  }
  return blocks;
}

const plain = (name: string) => name.replaceAll('_', '').toLowerCase();

/**
 * The definition of `entry` with all that it names, directly or by what it names; what defines nothing stays as well. The whole source
 * where no definition has the name.
 */
export function ownPart(source: string, entry: string): string {
  const blocks = blocksOf(source);
  const own = new Set(blocks.filter(({ name }) => name && plain(name) === plain(entry)));
  if (own.size === 0) return source;
  // Grows while it is walked.
  for (const { lines } of own) {
    const words = new Set(lines.join('\n').match(/[A-Za-z_$][\w$]*/g));
    for (const block of blocks) if (block.name && words.has(block.name)) own.add(block);
  }
  return blocks
    .filter((block) => block.name === null || own.has(block))
    .flatMap(({ lines }) => lines)
    .join('\n');
}
