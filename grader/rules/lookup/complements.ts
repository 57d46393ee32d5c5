/**
 * A number beside one minus it. In `v = v + 0.1 (g − v)` beside `v / (1 − 0.9^t)` 0.1 is 1 − 0.9, and in `v = 0.9 v + 0.1 g` beside
 * `θ = θ − v` it is a learning rate: read either way a rule takes the very same steps, so that whichever way it is known is meant.
 */
import { constantOf } from '../model/model.ts';
import type { Constant, ParsedRule } from '../parse.ts';
import type { Code } from '../run/code.ts';

/** A number in the rule that may be one minus a constant of it. */
interface Place {
  small: string;
  large: string;
  /** Is it read so? */
  isTogether: boolean;
}

/** Of more places only all are read otherwise at once. */
const MAX_PLACES = 4;

const isOne = (code: Code): boolean => code.kind === 'number' && code.value === 1;

function placeOf(code: Code, constants: readonly Constant[]): Place | null {
  const valueOf = (name: string): number | null =>
    constants.find((each) => each.name === name)?.value ?? null;
  if (code.kind === 'binary' && code.operator === '-' && isOne(code.left) && code.right.kind === 'constant') {
    const { name } = code.right;
    const value = constants.some((each) => each.name === name && each.isLiteral) ? valueOf(name) : null;
    return value === null
      ? null
      : { small: String(Number((1 - value).toPrecision(12))), large: name, isTogether: true };
  }
  if (code.kind !== 'constant') return null;
  const own = constants.find(({ name }) => name === code.name);
  if (!own?.isLiteral || own.value === null || own.value <= 0 || own.value >= 0.5) return null;
  const other = constants.find(({ value }) => value !== null && Math.abs(own.value! + value - 1) < 1e-12);
  return other ? { small: own.name, large: other.name, isTogether: false } : null;
}

/** @param turns whether the place of this number in the rule is read the other way */
function turned(rule: ParsedRule, turns: (place: Place, i: number) => boolean): ParsedRule {
  let count = 0;
  const used = new Set<string>();
  const machine = rule.machine.changed((code) => {
    const place = placeOf(code, rule.constants);
    if (!place || !turns(place, count++)) return code;
    if (place.isTogether) return { kind: 'constant', name: place.small };
    const right: Code = { kind: 'constant', name: place.large };
    return { kind: 'binary', operator: '-', left: { kind: 'number', value: 1 }, right };
  });
  machine.changed((code) => {
    if (code.kind === 'constant') used.add(code.name);
    return code;
  });
  const known = new Set(rule.constants.map(({ name }) => name));
  const more = [...used].filter((name) => !known.has(name));
  return {
    ...rule,
    constants: [
      ...rule.constants.filter(({ name, isLiteral }) => !isLiteral || used.has(name)),
      ...more.map((name) => constantOf(name, Number(name), true)),
    ],
    machine,
  };
}

/** The rule with every such number as one minus the constant; null where it is read so already. */
export function withComplementsTogether(rule: ParsedRule): ParsedRule | null {
  const isApart = placesOf(rule).some(({ isTogether }) => !isTogether);
  return isApart ? turned(rule, ({ isTogether }) => !isTogether) : null;
}

function placesOf({ machine, constants }: ParsedRule): Place[] {
  const places: Place[] = [];
  machine.changed((code) => {
    const place = placeOf(code, constants);
    if (place) places.push(place);
    return code;
  });
  return places;
}

/** All other ways to read these numbers, those with the fewest changes first. */
export function* readOtherwise(rule: ParsedRule): Generator<ParsedRule> {
  const { length } = placesOf(rule);
  if (length > MAX_PLACES) {
    yield turned(rule, ({ isTogether }) => isTogether);
    yield turned(rule, ({ isTogether }) => !isTogether);
    return;
  }
  const sizeOf = (mask: number): number => mask.toString(2).replaceAll('0', '').length;
  const masks = Array.from({ length: 2 ** length - 1 }, (_, i) => i + 1);
  for (const mask of masks.sort((a, b) => sizeOf(a) - sizeOf(b)))
    yield turned(rule, (_, i) => (mask & (1 << i)) !== 0);
}
