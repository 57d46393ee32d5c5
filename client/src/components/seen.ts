/** From when something comes onto a page until somebody who expects nothing may have read it and pressed a key because of it. */
export const READ_MS = 800;

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
  /** What counts; its value is undefined where nothing of it was on the page. Null until the page shows anything. */
  #read: { value: Value | undefined } | null = null;
  /** What has come in its place. Once it goes again, what was there of its time is over: half of it nobody has read. */
  #news: { value: Value; since: number } | null = null;
  readonly #rules: Rules<Value>;

  constructor(rules: Rules<Value>) {
    this.#rules = rules;
  }

  /**
   * @param value undefined while something else stands in its place: what was seen before counts on
   * @param now of a clock that runs evenly
   * @param isOnScreen whether anybody sees this part of the page; what changes before they do is no news
   */
  show(value: Value | undefined, now: number, isOnScreen = true): void {
    // What is on the page until now may have had its time.
    this.at(now);
    if (this.#read === null || !isOnScreen || this.#isStill(this.#read.value, value)) {
      this.#read = { value };
      this.#news = null;
    } else if (value === undefined) this.#news = null;
    else this.#news = { value, since: this.#isStill(this.#news?.value, value) ? this.#news!.since : now };
  }

  /** What counts for an act of this moment; undefined where nothing of it was on the page. */
  at(now: number): Value | undefined {
    const { isOwn, readMs = READ_MS } = this.#rules;
    if (this.#news !== null && (this.#news.since + readMs <= now || isOwn(this.#news.value))) {
      this.#read = { value: this.#news.value };
      this.#news = null;
    }
    return this.#read?.value;
  }

  #isStill(before: Value | undefined, value: Value | undefined): boolean {
    const { nameOf } = this.#rules;
    return before !== undefined && value !== undefined && nameOf(before) === nameOf(value);
  }
}
