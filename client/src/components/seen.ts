/** From when something comes onto a page until somebody who expects nothing may have read it and pressed a key because of it. */
export const READ_MS = 800;

interface Shown<Value> {
  /** Undefined where nothing of it was on the page. */
  value: Value | undefined;
  /** Of a clock that runs evenly. */
  since: number;
}

interface Rules<Value> {
  /** What is other news has another name. */
  nameOf: (value: Value) => string;
  /** Of what came by one's own act: it was expected, and counts at once. */
  isOwn: (value: Value) => boolean;
  readMs?: number;
}

/**
 * What somebody has had before their eyes. A page that hears of others' acts changes under the hands of whoever presses a key: what has only
 * just come was not what they decided upon. Their act is about what was there before, so that it is refused, or shown beside the news,
 * where both are about the same.
 */
export class Seen<Value> {
  /** What counted last, and the news since. */
  #shown: Shown<Value>[] = [];
  readonly #rules: Rules<Value>;

  constructor(rules: Rules<Value>) {
    this.#rules = rules;
  }

  /**
   * @param value undefined while something else stands in its place: what was seen before counts on
   * @param isOnScreen whether anybody sees this part of the page; what changes before they do is no news
   */
  show(value: Value | undefined, now: number, isOnScreen = true): void {
    const last = this.#shown.at(-1);
    if (last === undefined || !isOnScreen) this.#shown = [{ value, since: -Infinity }];
    else if (value === undefined) return;
    else if (last.value !== undefined && this.#rules.nameOf(last.value) === this.#rules.nameOf(value))
      last.value = value;
    else this.#shown.push({ value, since: now });
  }

  /** What counts for an act of this moment; undefined where nothing of it was on the page. */
  at(now: number): Value | undefined {
    const { isOwn, readMs = READ_MS } = this.#rules;
    const read = this.#shown.findLastIndex(
      ({ value, since }) => since + readMs <= now || (value !== undefined && isOwn(value)),
    );
    if (read > 0) this.#shown.splice(0, read);
    return this.#shown[0]?.value;
  }
}
