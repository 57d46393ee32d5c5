/** Rows of a display that have the names of optimizers in front: `\text{CM:} & v = … \\ \text{NAG:} & v = …`, each a rule of its own. */
import { texFormula } from './plain/formula.ts';
import type { PlacedFormula } from './plain/formula.ts';
import { LEAD, optimizerOfLabel } from './words/labels.ts';
import type { Label } from './words/labels.ts';

const HEAD = /^[\s&]*\\(?:text(?:bf|rm|it|sc)?|mathrm|mathbf|mbox)\s*\{([^{}]*)\}[\s&:]*(?:\\q?quad)?/;
const AROUND = /\\(?:begin|end)\s*\{[a-z]+\*?\}(?:\s*\{[lcr|\d]*\})?/g;

/** @param text the answer, in which the formulas stand */
export function namedRows(
  formulas: readonly PlacedFormula[],
  text: string,
): { formulas: PlacedFormula[]; labels: Label[] } {
  const labels: Label[] = [];
  const parted = formulas.flatMap((placed): PlacedFormula[] => {
    const { formula, start, end } = placed;
    if (!formula.display || !/\\\\/.test(formula.source)) return [placed];
    const rows = formula.source.replace(AROUND, ' ').split(/\\\\(?:\[[^\]]*\])?/);
    const names = rows.map((row) => optimizerOfLabel((HEAD.exec(row)?.[1] ?? '').replace(/[:()\s]+$/, '')));
    const named = names.filter((name) => name !== null);
    if (names[0] === null || new Set(named).size < 2) return [placed];
    let at = start;
    return rows.map((row, i) => {
      const found = text.indexOf(row.trim().slice(0, 30), at);
      const from = found < 0 || found > end ? at : found;
      at = Math.min(from + 1, end);
      const optimizer = names[i];
      if (optimizer != null) labels.push({ optimizer, level: LEAD, start: from });
      return {
        formula: texFormula(`\\begin{aligned}${row.replace(HEAD, ' ')}\\end{aligned}`, true),
        start: from,
        end: Math.min(from + row.length, end),
      };
    });
  });
  return { formulas: parted, labels };
}
