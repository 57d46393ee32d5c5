/** What is known of an answer when its equations are chosen. */
import type { Notation } from '../formulas/symbols.ts';

export type IsGradient = (name: string) => boolean;

export interface Setting {
  notation: Notation;
  isGradient: IsGradient;
  /** Name of the optimizer that was asked for. */
  asked: string | undefined;
}
