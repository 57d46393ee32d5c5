/** What the time indices of a rule count from: by name, how far they stand from the step that runs. */
import { hasGradient, symbolsOf, walk, walkWithPoints } from '../formulas/expression.ts';
import type { Expression, Time } from '../formulas/expression.ts';
import { isRecursive, keepsItself } from '../model/model.ts';
import type { Model } from '../model/model.ts';

/** How far the indices on the left stand from t, by name; null where left-hand sides have no index. */
function offsetOf(name: string, model: Model): number | null {
  const own = model.equations.filter((e) => e.target === name);
  const written = own.flatMap((e) => (e.time?.letter ? [e.time.offset] : []));
  if (written.length > 0) return Math.max(...written);
  // v ← βv_{t−1} + …
  const old = own.flatMap((e) => symbolsOf(e.value)).filter((s) => s.name === name && s.time?.letter);
  return old.length > 0 ? Math.max(...old.map((s) => s.time?.offset ?? 0)) + 1 : null;
}

export class Indices {
  readonly model: Model;
  /** By name; null where left-hand sides have no index. */
  readonly offsets = new Map<string, number | null>();
  readonly states: ReadonlySet<string>;
  /** The largest index of the gradient outside sums: the present gradient. */
  readonly gradientOffset: number | null;

  constructor(model: Model) {
    this.model = model;
    this.states = new Set(model.equations.map((e) => e.target));
    for (const name of this.states) this.offsets.set(name, offsetOf(name, model));
    const offsets = model.equations.flatMap((e) => this.gradientTimes(e.value)).map((time) => time.offset);
    this.gradientOffset = offsets.length > 0 ? Math.max(...offsets) : null;
  }

  /** Of the parameters. */
  get parameterOffset(): number | null {
    return this.offsets.get(this.model.parameter) ?? null;
  }

  /** Does the name stand for the gradient itself, at least until an equation such as g_t ← g_t + λθ changes it? */
  isRawGradient(name: string): boolean {
    if (!this.model.isGradient(name)) return false;
    const own = this.model.equations.filter((e) => e.target === name);
    const hasSource = own.some((e) => hasGradient(e.value));
    return own.length === 0 || (isRecursive(name, own) && !hasSource);
  }

  private gradientTimes(value: Expression): Time[] {
    const inSums = new Set(walk(value).flatMap((e) => (e.kind === 'history' ? walk(e.body) : [])));
    return walk(value).flatMap((e) => {
      const isGradient = e.kind === 'gradient' || (e.kind === 'symbol' && this.isRawGradient(e.name));
      return isGradient && !inSums.has(e) && e.time?.letter ? [e.time] : [];
    });
  }

  /** m_t = … starts at t = 1, m_{t+1} = … at t = 0. */
  get firstTime(): number {
    if (this.model.firstTime !== null) return this.model.firstTime;
    const offsets = [...this.offsets].flatMap(([name, offset]) =>
      name !== this.model.parameter && offset !== null && keepsItself(name, this.model) ? [offset] : [],
    );
    if (offsets.length > 0) return 1 - Math.max(...offsets);
    return this.sumsFromZero ? 0 : 1;
  }

  /** Do all sums begin with g_0, in a rule that moves θ_{t+1} and raises nothing to the power of t, which would be zero at first? */
  private get sumsFromZero(): boolean {
    const parts = this.model.equations.flatMap((e) => walk(e.value));
    const sums = parts.filter((e) => e.kind === 'history' && e.upper !== null);
    const isFromZero = (e: Expression): boolean => e.kind === 'history' && this.isOfAll(e);
    const letters = sums.map((e) => e.kind === 'history' && e.upper!.letter);
    const isPowerOfTime = (e: Expression): boolean =>
      e.kind === 'binary' &&
      e.operator === '^' &&
      e.right.kind === 'symbol' &&
      e.right.time === null &&
      letters.includes(e.right.name);
    return (
      this.parameterOffset === 1 && sums.length > 0 && sums.every(isFromZero) && !parts.some(isPowerOfTime)
    );
  }

  /** Does what is summed begin with that of t = 0 and end with the present one: g_0 … g_t, or p_1 … p_{t+1} of what is made as p_{t+1}? */
  private isOfAll({ body, index, lower, upper }: Expression & { kind: 'history' }): boolean {
    return walkWithPoints(body).some((e) => {
      if ((e.kind !== 'symbol' && e.kind !== 'gradient') || e.time?.letter !== index) return false;
      const own = e.kind === 'symbol' && e.name !== this.model.parameter ? this.offsets.get(e.name) : 0;
      const offset = e.time.offset - (own ?? 0);
      return !e.time.backwards && lower === -offset && upper!.offset === -offset;
    });
  }
}
