/** Values by key, the ones used last, as long as there is room. */
export class Kept<Value> {
  readonly #room: number;
  readonly #values = new Map<string, { value: Value; size: number }>();
  #size = 0;

  /** @param room for the sum of the sizes */
  constructor(room: number) {
    this.#room = room;
  }

  get(key: string): Value | undefined {
    const kept = this.#values.get(key);
    if (!kept) return undefined;
    this.#values.delete(key);
    this.#values.set(key, kept);
    return kept.value;
  }

  set(key: string, value: Value, size: number): void {
    this.#drop(key);
    if (size > this.#room) return;
    this.#values.set(key, { value, size });
    this.#size += size;
    for (const oldest of this.#values.keys()) {
      if (this.#size <= this.#room) return;
      this.#drop(oldest);
    }
  }

  #drop(key: string): void {
    this.#size -= this.#values.get(key)?.size ?? 0;
    this.#values.delete(key);
  }
}
