/** A text in parts, those marked that the other text has, too. Pure. */

export interface Part {
  from: number;
  text: string;
  marked: boolean;
}

type Span = readonly [from: number, to: number];

/** @param spans offsets, in any order, one over another or not */
export function partsOf(text: string, spans: readonly Span[]): Part[] {
  const parts: Part[] = [];
  const add = (from: number, to: number, marked: boolean) => {
    if (to > from) parts.push({ from, text: text.slice(from, to), marked });
  };
  let at = 0;
  for (const [from, to] of merged(spans)) {
    add(at, from, false);
    add(from, to, true);
    at = to;
  }
  add(at, text.length, false);
  return parts;
}

function merged(spans: readonly Span[]): Span[] {
  const whole: [number, number][] = [];
  for (const [from, to] of spans.toSorted((a, b) => a[0] - b[0])) {
    const last = whole.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else whole.push([from, to]);
  }
  return whole;
}
