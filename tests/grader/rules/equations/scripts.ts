/** How names, signs and scripts look: TeX, or what people type where they have none. */
import type { Pick } from './rewritten.ts';

export interface Script {
  isPlain: boolean;
  text: (tex: string) => string;
}

const LETTERS: Readonly<Record<string, string>> = {
  alpha: 'α',
  beta: 'β',
  gamma: 'γ',
  delta: 'δ',
  epsilon: 'ε',
  varepsilon: 'ε',
  eta: 'η',
  lambda: 'λ',
  rho: 'ρ',
  sigma: 'σ',
  theta: 'θ',
  Delta: 'Δ',
  nabla: '∇',
  partial: '∂',
  mathcal: '',
  cdot: '·',
  times: '×',
  odot: '⊙',
  leftarrow: '←',
  sum: '∑',
  max: 'max',
};
const ACCENTS: Readonly<Record<string, string>> = { hat: '\u0302', tilde: '\u0303', bar: '\u0304' };

export const TEX: Script = { isPlain: false, text: (tex) => tex };

/** Typed: Greek letters, or their names; `v_t`, `v_{t-1}` or `v_(t-1)`; `m̂` or `m_hat`. */
export function plainScript(pick: Pick): Script {
  const isSpelled = pick([true, false, false]);
  const accented = pick([
    (letter: string, accent: string) => letter + ACCENTS[accent]!,
    (letter: string, accent: string) => `${letter}_${accent}`,
  ]);
  const [open, close] = pick([
    ['{', '}'],
    ['(', ')'],
  ]);
  const letter = (name: string): string => {
    const sign = LETTERS[name]!;
    return isSpelled && /^[α-ω]$/u.test(sign) ? (name === 'varepsilon' ? 'epsilon' : name) : sign;
  };
  return {
    isPlain: true,
    text: (tex) =>
      tex
        .replace(/\\(?:mathbf|boldsymbol|mathcal)\{(\\?\w+)\}/g, '$1')
        .replace(/\\(hat|tilde|bar) ?\{?(\w)\}?/g, (_, accent: string, name: string) =>
          accented(name, accent),
        )
        .replace(/\\,/g, ' ')
        .replace(/\\([A-Za-z]+)/g, (_, name: string) => letter(name))
        .replace(/[_^]\{(\w+)\}/g, (script) => script[0] + script.slice(2, -1))
        .replace(/\^\{(\([^{}()]*\))\}/g, open === '(' ? '^$1' : '$&')
        .replace(/([_^])\{([^{}]*)\}/g, `$1${open}$2${close}`)
        .replace(/\{(\w')\}/g, '$1')
        .replace(/([Δ∂∇]) /g, '$1')
        .replace(/ {2,}/g, ' '),
  };
}
