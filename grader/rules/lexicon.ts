/** What words and letters mean wherever they stand: two times of one quantity, Greek letters, names of rates. */

/** In scripts, in the languages that answers are written in. */
const NEW =
  'new next updated neu neue nouveau nouvelle nouv nuevo nueva novo nova nuovo nuova nieuw nowy nowa nowe yeni нов новый новое новая новые 新 새';
const OLD =
  'old prev previous last current curr cur alt alte ancien ancienne anc viejo vieja anterior actual antigo antiga velho vecchio vecchia oud stary stara stare eski стар старый старое старая старые 旧 舊 前 이전';

const AGES: ReadonlyMap<string, 'new' | 'old'> = new Map([
  ...NEW.split(' ').map((word) => [word, 'new'] as const),
  ...OLD.split(' ').map((word) => [word, 'old'] as const),
]);

/** Is it the value after the step or the one before it? Null where the word says neither. */
export function ageOf(word: string): 'new' | 'old' | null {
  return AGES.get(word.toLowerCase().replace(/\.$/, '')) ?? null;
}

/** Words that join one equation to the next, in the languages that answers are written in. */
const JOINING = new Set(
  'and then und dann sowie wobei mit et puis avec où y e luego con donde onde com poi dove en dan met met i oraz gdzie och sedan med og der ve ile и затем где с та де'.split(
    ' ',
  ),
);

export function isJoining(word: string): boolean {
  return JOINING.has(word.toLowerCase());
}

const RATE = /^(alpha|eta|epsilon|gamma|lambda|lr|rho|mu)(_.*)?$/;

export function isRateName(name: string): boolean {
  return RATE.test(name);
}

/** Greek letters of Unicode, and signs that stand for them, by their command. */
export const GREEK_LETTERS: Record<string, string> = {
  α: 'alpha',
  β: 'beta',
  γ: 'gamma',
  δ: 'delta',
  ε: 'epsilon',
  ϵ: 'epsilon',
  ζ: 'zeta',
  η: 'eta',
  θ: 'theta',
  ϑ: 'theta',
  κ: 'kappa',
  λ: 'lambda',
  μ: 'mu',
  µ: 'mu',
  ν: 'nu',
  ξ: 'xi',
  π: 'pi',
  ρ: 'rho',
  σ: 'sigma',
  τ: 'tau',
  φ: 'phi',
  ϕ: 'phi',
  ψ: 'psi',
  ω: 'omega',
  Δ: 'Delta',
  '∆': 'Delta',
  Θ: 'Theta',
};
