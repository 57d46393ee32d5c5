/** Pseudocode of algorithmic, algpseudocode and algcompatible as a nested list. */
import type { Block, ListItem } from './blocks.ts';
import { listMarkdown } from './blocks.ts';
import type { Range } from './document.ts';
import { Flow, own } from './writer.ts';
import type { Writer } from './writer.ts';

interface Statement {
  /** What stands before its argument, and after it. */
  words: [before: string, after: string];
  arguments: 0 | 1 | 2;
  /** How much deeper it stands than the lines before it, and how much deeper the lines after it than itself. */
  steps: [itself: number, following: number];
}

const block = (before: string, after: string, count: 0 | 1 | 2): Statement => ({
  words: [before, after],
  arguments: count,
  steps: [0, 1],
});
const line = (before: string): Statement => ({ words: [before, ''], arguments: 0, steps: [0, 0] });

/** By name in lower case: algorithmic writes \STATE, algpseudocode \State. */
const STATEMENTS: Record<string, Statement> = {
  state: line(''),
  statex: line(''),
  require: line('Require:'),
  ensure: line('Ensure:'),
  input: line('Input:'),
  output: line('Output:'),
  if: block('if', 'then', 1),
  elsif: { words: ['else if', 'then'], arguments: 1, steps: [-1, 1] },
  elseif: { words: ['else if', 'then'], arguments: 1, steps: [-1, 1] },
  else: { words: ['else', ''], arguments: 0, steps: [-1, 1] },
  for: block('for', 'do', 1),
  forall: block('for all', 'do', 1),
  while: block('while', 'do', 1),
  loop: block('loop', '', 0),
  repeat: block('repeat', '', 0),
  until: { words: ['until', ''], arguments: 1, steps: [-1, 0] },
  procedure: block('procedure', '', 2),
  function: block('function', '', 2),
};
const END = /^end(?:if|for|while|loop|procedure|function)$/;
/** Inside a line. */
const MARKS: Record<string, string> = { return: 'return', print: 'print', comment: '▷' };

interface Line {
  depth: number;
  /** Whether it is no more than the head of a block, so that text after it is a line of its own. */
  isHead: boolean;
  flow: Flow;
}

/** Deeper lines stand at this depth. */
const MAX_DEPTH = 12;

export function writeAlgorithm(writer: Writer, { from, to }: Range, flow: Flow): void {
  const { document } = writer;
  const lines: Line[] = [];
  let depth = 0;
  const begin = (): Flow => {
    lines.push({ depth, isHead: false, flow: new Flow() });
    return lines.at(-1)!.flow;
  };
  const current = (): Flow => {
    const last = lines.at(-1);
    return last === undefined || last.isHead ? begin() : last.flow;
  };
  const bold = (target: Flow, word: string): void => {
    if (word !== '') target.markup(word === '▷' ? '▷ ' : `**${word}**`);
  };
  for (let index = document.arguments(from, to, '[').next; index < to;) {
    const { kind, name } = document.tokens[index]!;
    const key = kind === 'command' ? name.toLowerCase() : '';
    const statement = own(STATEMENTS, key);
    const mark = own(MARKS, key);
    if (END.test(key)) {
      depth = Math.max(0, depth - 1);
      index += 1;
    } else if (statement !== undefined) {
      depth = Math.max(0, depth + statement.steps[0]);
      const target = begin();
      const [before, after] = statement.words;
      bold(target, before);
      const { texts, next } = document.arguments(index + 1, to, 'T'.repeat(statement.arguments));
      texts.forEach((text, place) => {
        target.text(place === 0 ? ' ' : ' (');
        writer.walk(text, target);
        target.text(place === 0 ? ' ' : ')');
      });
      bold(target, after);
      depth = Math.min(depth + statement.steps[1], MAX_DEPTH);
      lines.at(-1)!.isHead = statement.steps[1] > 0;
      index = next;
    } else if (mark !== undefined) {
      const target = key === 'comment' ? (lines.at(-1)?.flow ?? begin()) : current();
      bold(target, mark);
      const { texts, next } = document.arguments(index + 1, to, key === 'comment' ? 'T' : '');
      for (const text of texts) writer.walk(text, target);
      index = next;
    } else {
      const partner = document.partnerWithin(index, to);
      const next = (partner < 0 ? index : partner) + 1;
      if (kind !== 'space' || lines.at(-1)?.isHead === false)
        writer.walk({ from: index, to: next }, current());
      index = next;
    }
  }
  const items = lines.map(({ depth: at, flow: content }) => {
    content.flush();
    return { depth: at, blocks: content.blocks };
  });
  flow.block('list', nested(items.filter(({ blocks }) => blocks.length > 0)));
}

function nested(lines: { depth: number; blocks: Block[] }[]): string {
  if (lines.length === 0) return '';
  const items: ListItem[] = [];
  for (let at = 0; at < lines.length;) {
    let end = at + 1;
    while (end < lines.length && lines[end]!.depth > lines[at]!.depth) end += 1;
    const inside = nested(lines.slice(at + 1, end));
    const list: Block[] = inside === '' ? [] : [{ kind: 'list', markdown: inside, blankBefore: false }];
    items.push({ blocks: [...lines[at]!.blocks, ...list], blankBefore: false });
    at = end;
  }
  return listMarkdown(items, null);
}
