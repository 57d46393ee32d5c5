/** What is said of a written rule. */
import type { Convention, FaultId } from '../terms.ts';

export interface RuleResult {
  understood: boolean;
  /** Name of the optimizer that the rule is, faults aside; null when it is none that is known. */
  optimizer: string | null;
  conventions: Convention[];
  faults: FaultId[];
  /** Readings that the answer does not force. */
  assumptions: string[];
  notices: string[];
  /**
   * Of the first step that differs from the optimizer asked for (else from the one found, without its faults), relative to
   * the distance travelled; rounding where none does. Null where there is nothing to compare with.
   */
  relativeError: number | null;
  /**
   * The first thing in which the rule differs from what was asked for (else from the optimizer found), such as "the denominator:
   * the square root is missing"; null where it is right.
   */
  difference: string | null;
  message: string;
}
