/** The symbols that a sheet writes: `\hat{m}_t`, `v_{t-1}`, `\beta_1`, found in its formulas. */
import { formulasOf } from './formulas.ts';

const ACCENTED = String.raw`\\(?:hat|bar|tilde|vec|dot|ddot|check|widehat|widetilde|overline|mathbf|mathcal|mathbb|boldsymbol)\s*(?:\{[^{}]{1,20}\}|[A-Za-z]|\\[A-Za-z]+)`;
const GREEK = String.raw`\\(?:(?:var)?(?:epsilon|theta|rho|phi|sigma|pi|kappa)|alpha|beta|gamma|delta|zeta|eta|iota|lambda|mu|nu|xi|tau|upsilon|chi|psi|omega|Gamma|Delta|Theta|Lambda|Xi|Pi|Sigma|Upsilon|Phi|Psi|Omega|nabla|ell)(?![A-Za-z])`;
const SUBSCRIPT = String.raw`_\s*(?:\{[^{}]{1,20}\}|\\[A-Za-z]+|[A-Za-z0-9])`;
const SYMBOL = new RegExp(
  String.raw`\\(?:text|mathrm|operatorname|begin|end)\s*\{[^{}]*\}|(?<symbol>(?:${ACCENTED}|${GREEK}|(?<!\\[A-Za-z]*)[A-Za-z])(?:\s*${SUBSCRIPT})?)`,
  'g',
);

/** More than a letter that is typed faster than chosen. */
function isWorthwhile(symbol: string): boolean {
  return symbol.length > 1 && !/\s/.test(symbol);
}

/** Symbols of the formulas of `text`, each as often as it occurs. */
export function symbolsOf(text: string): string[] {
  return formulasOf(text).flatMap((tex) =>
    [...tex.matchAll(SYMBOL)]
      .flatMap(({ groups }) => groups?.['symbol'] ?? [])
      .map((symbol) => symbol.replace(/\s+(?=[{_}])|(?<=[{_])\s+/g, ''))
      .filter(isWorthwhile),
  );
}

/** The symbols of several texts, the most frequent first, equal ones in the order of their first occurrence. */
export function symbolsByFrequency(texts: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const symbol of texts.flatMap(symbolsOf)) counts.set(symbol, (counts.get(symbol) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a).map(([symbol]) => symbol);
}
