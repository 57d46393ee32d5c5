/** LaTeX that KaTeX draws and that answers about deep learning use, most usual first within each kind. */

export interface LatexCommand {
  /** Without the backslash. */
  name: string;
  /** The symbol that it draws, or what it is. */
  detail: string;
  /** What is put in, where that is more than the name: `${…}` is a place to fill in. */
  template?: string;
}

/** `name symbol`, separated by commas. */
function symbols(list: string): LatexCommand[] {
  return list
    .trim()
    .split(/\s*,\s*/)
    .map((entry) => {
      const [name = '', detail = ''] = entry.split(' ');
      return { name, detail };
    });
}

/** Commands of one argument: `name detail`. */
function wrappers(list: Record<string, string>): LatexCommand[] {
  return Object.entries(list).map(([name, detail]) => ({ name, detail, template: `\\${name}{\${}}` }));
}

const GREEK = symbols(`
  alpha α, beta β, gamma γ, delta δ, epsilon ϵ, varepsilon ε, zeta ζ, eta η, theta θ, vartheta ϑ, iota ι, kappa κ,
  lambda λ, mu μ, nu ν, xi ξ, pi π, rho ρ, varrho ϱ, sigma σ, tau τ, upsilon υ, phi ϕ, varphi φ, chi χ, psi ψ, omega ω,
  Gamma Γ, Delta Δ, Theta Θ, Lambda Λ, Xi Ξ, Pi Π, Sigma Σ, Upsilon Υ, Phi Φ, Psi Ψ, Omega Ω
`);

const OPERATORS = symbols(`
  cdot ⋅, odot ⊙, times ×, otimes ⊗, oplus ⊕, circ ∘, ast ∗, star ⋆, pm ±, mp ∓, div ÷, oslash ⊘, ominus ⊖, bullet ∙,
  nabla ∇, partial ∂, sum ∑, prod ∏, int ∫, oint ∮, infty ∞, ell ℓ, hbar ℏ, prime ′, Re ℜ, Im ℑ, aleph ℵ
`);

const RELATIONS = symbols(`
  leftarrow ←, gets ←, rightarrow →, to →, mapsto ↦, leq ≤, le ≤, geq ≥, ge ≥, neq ≠, ne ≠, approx ≈, equiv ≡, sim ∼,
  simeq ≃, cong ≅, propto ∝, ll ≪, gg ≫, prec ≺, succ ≻, preceq ⪯, succeq ⪰, coloneqq ≔, triangleq ≜, doteq ≐, in ∈,
  notin ∉, ni ∋, subset ⊂, subseteq ⊆, supset ⊃, supseteq ⊇, parallel ∥, perp ⊥, mid ∣, Leftarrow ⇐, Rightarrow ⇒,
  implies ⟹, iff ⟺, Leftrightarrow ⇔, leftrightarrow ↔, longrightarrow ⟶, longleftarrow ⟵, uparrow ↑, downarrow ↓,
  nearrow ↗, searrow ↘, hookrightarrow ↪
`);

const LOGIC_AND_SETS = symbols(`
  forall ∀, exists ∃, nexists ∄, neg ¬, land ∧, lor ∨, wedge ∧, vee ∨, cup ∪, cap ∩, setminus ∖, emptyset ∅,
  varnothing ∅, bigcup ⋃, bigcap ⋂, bigoplus ⨁, bigodot ⨀, top ⊤, bot ⊥, therefore ∴, because ∵, square □,
  blacksquare ■
`);

const DOTS_AND_SPACES = symbols(`
  ldots …, cdots ⋯, vdots ⋮, ddots ⋱, dots …, quad space, qquad space
`);

const DELIMITERS = symbols(`
  langle ⟨, rangle ⟩, lVert ‖, rVert ‖, Vert ‖, lvert |, rvert |, lfloor ⌊, rfloor ⌋, lceil ⌈, rceil ⌉, lbrace {,
  rbrace }
`);

const FUNCTIONS = symbols(`
  log log, ln ln, exp exp, max max, min min, arg arg, argmin argmin, argmax argmax, lim lim, sup sup, inf inf, sin sin,
  cos cos, tan tan, tanh tanh, sinh sinh, cosh cosh, det det, dim dim, ker ker, Pr Pr, deg deg, gcd gcd
`);

const ACCENTS = wrappers({
  hat: 'm̂',
  bar: 'x̄',
  tilde: 'x̃',
  vec: 'x⃗',
  dot: 'ẋ',
  ddot: 'ẍ',
  check: 'x̌',
  widehat: 'wide x̂',
  widetilde: 'wide x̃',
  overline: 'line above',
  underline: 'line below',
});

const ALPHABETS = wrappers({
  mathbf: 'bold 𝐱',
  boldsymbol: 'bold 𝜽',
  mathbb: 'ℝ 𝔼',
  mathcal: '𝓛 𝓓',
  mathrm: 'upright',
  mathit: 'italic',
  mathsf: 'sans serif',
  mathtt: 'typewriter',
  mathfrak: '𝔉',
  mathscr: '𝒮',
  text: 'words',
  textbf: 'bold words',
  textit: 'italic words',
  operatorname: 'name of a function',
});

const STRUCTURES: LatexCommand[] = [
  { name: 'frac', detail: 'fraction', template: '\\frac{${}}{${}}' },
  { name: 'sqrt', detail: '√', template: '\\sqrt{${}}' },
  { name: 'dfrac', detail: 'large fraction', template: '\\dfrac{${}}{${}}' },
  { name: 'tfrac', detail: 'small fraction', template: '\\tfrac{${}}{${}}' },
  { name: 'binom', detail: 'binomial', template: '\\binom{${n}}{${k}}' },
  { name: 'underbrace', detail: 'brace below', template: '\\underbrace{${}}_{${}}' },
  { name: 'overbrace', detail: 'brace above', template: '\\overbrace{${}}^{${}}' },
  { name: 'underset', detail: 'written below', template: '\\underset{${}}{${}}' },
  { name: 'overset', detail: 'written above', template: '\\overset{${}}{${}}' },
  { name: 'stackrel', detail: 'written above', template: '\\stackrel{${}}{${}}' },
  { name: 'left', detail: '( … )', template: '\\left( ${} \\right)' },
  { name: 'boxed', detail: 'in a box', template: '\\boxed{${}}' },
  { name: 'cancel', detail: 'struck out', template: '\\cancel{${}}' },
  { name: 'tag', detail: 'number of the equation', template: '\\tag{${}}' },
  { name: 'begin', detail: 'environment', template: '\\begin{${aligned}}\n\t${}\n\\end{${aligned}}' },
];

/** All commands; a prefix is completed to those that come first. */
export const COMMANDS: readonly LatexCommand[] = [
  ...STRUCTURES.slice(0, 2),
  ...ACCENTS.slice(0, 4),
  ...GREEK,
  ...OPERATORS,
  ...RELATIONS,
  ...ALPHABETS,
  ...STRUCTURES.slice(2),
  ...ACCENTS.slice(4),
  ...FUNCTIONS,
  ...LOGIC_AND_SETS,
  ...DOTS_AND_SPACES,
  ...DELIMITERS,
];

/** Environments inside a formula, with what each is for and its first rows. */
export const ENVIRONMENTS: readonly { name: string; detail: string; body: string }[] = [
  { name: 'aligned', detail: 'equations, aligned at &', body: '${} &= ${} \\\\\n\t${} &= ${}' },
  {
    name: 'cases',
    detail: 'distinction of cases',
    body: '${} & \\text{if } ${} \\\\\n\t${} & \\text{otherwise}',
  },
  { name: 'bmatrix', detail: '[ matrix ]', body: '${} & ${} \\\\\n\t${} & ${}' },
  { name: 'pmatrix', detail: '( matrix )', body: '${} & ${} \\\\\n\t${} & ${}' },
  { name: 'vmatrix', detail: '| matrix |', body: '${} & ${} \\\\\n\t${} & ${}' },
  { name: 'matrix', detail: 'bare matrix', body: '${} & ${} \\\\\n\t${} & ${}' },
  { name: 'gathered', detail: 'equations, centred', body: '${} \\\\\n\t${}' },
];
