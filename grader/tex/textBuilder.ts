/**
 * A text that is written piece by piece and looked at from its end. A string that grows so is copied whole at each look,
 * which takes time that grows with the square.
 */
export class TextBuilder {
  readonly #pieces: string[] = [];

  /** What was added last, as far as it is still there. */
  get last(): string | undefined {
    return this.#pieces.at(-1);
  }

  get isEmpty(): boolean {
    return this.#pieces.length === 0;
  }

  add(piece: string): void {
    if (piece !== '') this.#pieces.push(piece);
  }

  /** Takes white space away from the end. */
  trimEnd(): void {
    for (let last = this.#pieces.pop(); last !== undefined; last = this.#pieces.pop()) {
      const trimmed = last.trimEnd();
      if (trimmed === '') continue;
      this.#pieces.push(trimmed);
      return;
    }
  }

  text(): string {
    return this.#pieces.join('');
  }
}
