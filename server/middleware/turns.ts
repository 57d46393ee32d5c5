/** Lets each person do one thing at a time; what they ask for meanwhile waits, in order. */
export class Turns {
  /** By person: resolves when the last turn that was asked for ends. */
  readonly #last = new Map<string, Promise<void>>();

  /** @returns ends the turn; must be called, once */
  async take(person: string): Promise<() => void> {
    const before = this.#last.get(person);
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#last.set(person, promise);
    await before;
    return () => {
      if (this.#last.get(person) === promise) this.#last.delete(person);
      resolve();
    };
  }
}
