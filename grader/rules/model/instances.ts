/** `V^{corr} = V/(1 − β^t)`, said of V_{dW} and of V_{db} alike: equations that leave out which of several quantities they are of. */
import { targetName } from '../equations/candidates.ts';
import type { Candidate } from '../equations/candidates.ts';
import { rewrite, symbolNames } from '../formulas/expression.ts';

/** `dW` of V_dW and of V_dW^corr. */
const LABEL = /_([A-Za-z]{1,3})(?=\^|$)/;

const labelled = (name: string, label: string): string => name.replace(/(\^.*)?$/, `_${label}$1`);

/** With the same of each quantity that is used under a label and is only defined without it. */
export function withInstances(candidates: readonly Candidate[]): Candidate[] {
  const made = new Set(candidates.map(targetName));
  const used = new Set(candidates.flatMap(({ equation }) => (equation ? symbolNames(equation.value) : [])));
  return candidates.flatMap((c): Candidate[] => {
    const { equation } = c;
    const plain = targetName(c);
    if (!equation || used.has(plain)) return [c];
    const copies = [...used].flatMap((name): Candidate[] => {
      const label = LABEL.exec(name)?.[1];
      if (label === undefined || made.has(name) || name.replace(LABEL, '') !== plain) return [];
      const isOf = (own: string): boolean => made.has(labelled(own, label));
      if (!symbolNames(equation.value).some(isOf)) return [];
      const value = rewrite(equation.value, (e) =>
        e.kind === 'symbol' && isOf(e.name) ? { ...e, name: labelled(e.name, label) } : e,
      );
      return [{ ...c, target: { ...c.target, name }, equation: { ...equation, target: name, value } }];
    });
    return [c, ...copies];
  });
}
