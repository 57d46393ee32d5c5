/** Pieces of an answer to fill in: `${…}` is a place, the first is selected. */

export interface Template {
  label: string;
  template: string;
}

/** Blocks of an answer, each with blank lines around it. */
export const BLOCKS: readonly Template[] = [
  {
    label: 'Update equations',
    template:
      '$$\n\\begin{aligned}\n' +
      '${v_t} &= ${\\beta v_\\{t-1\\} + (1 - \\beta) g_t} \\\\\n' +
      '${\\theta_t} &= ${\\theta_\\{t-1\\} - \\alpha v_t}\n' +
      '\\end{aligned}\n$$',
  },
  { label: 'Formula on its own lines', template: '$$\n${}\n$$' },
  {
    label: 'Distinction of cases',
    template:
      '$$\n${f(x)} = \\begin{cases}\n  ${} & \\text{if } ${} \\\\\n  ${} & \\text{otherwise}\n\\end{cases}\n$$',
  },
];

/** Headings of the parts that an answer should have, such as the four of a figure's explanation, a blank under each. */
export function headingsOf(parts: readonly string[]): string {
  return parts.map((part) => `**${part}.** \${}`).join('\n\n');
}
