/** Headings and openings below which an answer lists what one step does: "The steps of an iteration are:", "Ein Schritt besteht aus:". */
import { isAgain, stems, TURN } from './states.ts';

/** A single one, which stands for all. */
const ONE = stems(
  '(?:one|an?|single|ein(?:e[rmns]?)?|une?|un[ao]?|uno|um|uma|ett?|een|één|jed[ne]\\p{L}*|одн\\p{L}*|bir|satu|một|egy|yhd\\p{L}*|en|ένα|μίας?)(?!\\p{L})',
  '一|单|單|한',
);
/** "Step by step", and the rule as a whole. */
const OF_ALL =
  /(?:a|in) (?:few|couple|series|number)|step[- ]by[- ]step|schritt für schritt|pas à pas|paso a paso|passo a passo|шаг за шагом|крок за кроком|krok po kroku|first|erste\p{L}*|premi[eè]r\p{L}*|primer\p{L}*|primo|prima|перв\p{L}*|перш\p{L}*|pierwsz\p{L}*|before|vor|avant|antes|перед|до|przed/iu;
/** Between what counts one and the turn that it counts. */
const NEAR = 18;

const ALL_ONES = new RegExp(ONE, 'giu');

/** Do words speak of what one step does, or every step? */
export function tellsTurn(words: string): boolean {
  if (OF_ALL.test(words)) return false;
  if (isAgain(words)) return true;
  const ones = words.matchAll(ALL_ONES);
  return [...ones].some(({ 0: one, index }) => TURN.test(words.slice(index, index + one.length + NEAR)));
}

const ITEM = /^[ \t]*(?:[-*+•]|\(?(?:\d+|[a-z])[.):])[ \t]+/u;
const indentOf = (line: string): number => /^[ \t]*/.exec(line)![0].length;
const HEADS = /[:：][\s*_]*$/;

/** The lines of an answer, each with whether it is listed below such a heading. */
export function* linesUnder(text: string): Generator<{ line: string; isOfTurn: boolean }> {
  let open: { indent: number; isOfTurn: boolean }[] = [];
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    const [indent, isItem] = [indentOf(line), ITEM.test(line)];
    // An item of a list stands below a heading of the same indentation.
    open = open.filter((each) => each.indent < indent + (isItem ? 1 : 0));
    const isOfTurn = open.some((each) => each.isOfTurn);
    yield { line, isOfTurn };
    // Items are no headings of those beside them.
    if (HEADS.test(line)) open.push({ indent: indent + (isItem ? 1 : 0), isOfTurn: tellsTurn(line) });
  }
}
