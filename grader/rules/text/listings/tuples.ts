/** `c1, c2 = 1 - b1^t, 1 - b2^t` and `(G1, G2) ← backprop(W1, W2)`: several names get their values on one line. */
import { isGradientCall } from '../../lexicon.ts';

const NAME = String.raw`[\p{L}_][\p{L}\p{M}\w]*`;
const TUPLE = new RegExp(
  String.raw`^(?<lead>\s*)(?<open>\(?)(?<names>${NAME}(?:\s*,\s*${NAME})+)\)?(?<sign>\s*(?:=(?!=)|←|:=|<-)\s*)(?<values>.+)$`,
  'u',
);
const CALL = new RegExp(String.raw`^(?<called>${NAME})\((?<args>[^()]*)\)\s*$`, 'u');

/** Where each part of a list stands, up to commas that are in no brackets. */
function partsOf(list: string, from: number): { text: string; at: number }[] {
  const parts: { text: string; at: number }[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i <= list.length; i++) {
    const sign = list[i];
    if (sign === undefined || (sign === ',' && depth === 0)) {
      parts.push({ text: list.slice(start, i), at: from + start });
      start = i + 1;
    } else if (/[([{]/.test(sign)) depth++;
    else if (/[)\]}]/.test(sign)) depth--;
  }
  return parts;
}

/**
 * The line once for each name, with what belongs to the others made blank; the line itself where it gives one name a value, or where
 * one of the values is made of a name that gets a new one.
 */
export function withoutTuples(line: string): string[] {
  const groups = TUPLE.exec(line)?.groups;
  if (!groups) return [line];
  const { lead, open, names, sign, values } = groups as Record<string, string>;
  const targets = partsOf(names!, lead!.length + open!.length);
  const equals = line.length - values!.length - sign!.length;
  const call = CALL.exec(values!)?.groups;
  const isOfGradients = call !== undefined && isGradientCall(call['called']!);
  const valuesAt = line.length - values!.length;
  const given = isOfGradients
    ? partsOf(call['args']!, valuesAt + call['called']!.length + 1)
    : partsOf(values!, valuesAt);
  const isUsed = ({ text }: { text: string }): boolean =>
    !isOfGradients &&
    given.some((value) => value.text.match(/[\p{L}_][\p{L}\p{M}\w]*/gu)?.includes(text.trim()));
  if (given.length !== targets.length || targets.some(isUsed)) return [line];
  return targets.map(({ text, at }, i) => {
    const characters = [...' '.repeat(line.length)];
    const put = (part: string, from: number): void => {
      for (let k = 0; k < part.length; k++) characters[from + k] = part[k]!;
    };
    put(text, at);
    put(sign!, equals);
    put(given[i]!.text, given[i]!.at);
    if (isOfGradients) {
      put(call['called']!, given[i]!.at - call['called']!.length - 1);
      characters[given[i]!.at - 1] = '(';
      characters[given[i]!.at + given[i]!.text.length] = ')';
    }
    return characters.join('');
  });
}
