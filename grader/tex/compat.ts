/** What an answer may use and LaTeX does not know by itself: KaTeX's own commands, and characters of Unicode. */

/** KaTeX's commands and those of packages that may be missing: `[number of arguments, body]`. */
const COMMANDS: Record<string, readonly [number, string]> = {
  '\\lt': [0, '<'],
  '\\gt': [0, '>'],
  '\\N': [0, '\\mathbb{N}'],
  '\\natnums': [0, '\\mathbb{N}'],
  '\\Z': [0, '\\mathbb{Z}'],
  '\\R': [0, '\\mathbb{R}'],
  '\\reals': [0, '\\mathbb{R}'],
  '\\Reals': [0, '\\mathbb{R}'],
  '\\cnums': [0, '\\mathbb{C}'],
  '\\Complex': [0, '\\mathbb{C}'],
  '\\argmin': [0, '\\operatorname*{arg\\,min}'],
  '\\argmax': [0, '\\operatorname*{arg\\,max}'],
  '\\plim': [0, '\\operatorname*{plim}'],
  '\\infin': [0, '\\infty'],
  '\\empty': [0, '\\emptyset'],
  '\\exist': [0, '\\exists'],
  '\\isin': [0, '\\in'],
  '\\sdot': [0, '\\cdot'],
  '\\degree': [0, '{}^\\circ'],
  '\\bold': [1, '\\mathbf{#1}'],
  '\\Bbb': [1, '\\mathbb{#1}'],
  '\\coloneqq': [0, '\\mathrel{:=}'],
  '\\mathds': [1, '\\mathbb{#1}'],
  '\\mathbbm': [1, '\\mathbb{#1}'],
  '\\xspace': [0, ''],
  '\\shortintertext': [1, '\\intertext{#1}'],
  '\\num': [1, '\\mathrm{#1}'],
  '\\abs': [1, '\\left\\lvert #1\\right\\rvert'],
  '\\norm': [1, '\\left\\lVert #1\\right\\rVert'],
  '\\mathscr': [1, '\\mathcal{#1}'],
  '\\cancel': [1, '#1'],
  '\\ce': [1, '\\mathrm{#1}'],
  '\\sout': [1, '#1'],
  '\\bra': [1, '\\langle #1|'],
  '\\ket': [1, '|#1\\rangle'],
  '\\braket': [1, '\\langle #1\\rangle'],
  '\\mathsfit': [1, '\\mathsf{#1}'],
};

/** Further names that KaTeX has for symbols and operators: `name body`, or the names alone. */
const MORE_SYMBOLS =
  `lang \\langle,rang \\rangle,llbracket [\\![,rrbracket ]\\!],lBrace \\{\\!|,rBrace |\\!\\},alef \\aleph,
alefsym \\aleph,bull \\bullet,clubs \\clubsuit,diamonds \\diamondsuit,hearts \\heartsuit,spades \\spadesuit,Dagger \\ddagger,
image \\Im,plusmn \\pm,sect \\S,sub \\subset,sube \\subseteq,supe \\supseteq,thetasym \\vartheta,weierp \\wp,omicron o,
oiint \\oint,oiiint \\oint,dotsx \\dots,harr \\leftrightarrow,hArr \\Leftrightarrow,Harr \\Leftrightarrow,larr \\leftarrow,
lArr \\Leftarrow,Larr \\Leftarrow,lrarr \\leftrightarrow,lrArr \\Leftrightarrow,Lrarr \\Leftrightarrow,rarr \\rightarrow,
rArr \\Rightarrow,Rarr \\Rightarrow,uarr \\uparrow,uArr \\Uparrow,Uarr \\Uparrow,darr \\downarrow,dArr \\Downarrow,
Darr \\Downarrow,dblcolon \\mathrel{::},Coloneqq \\mathrel{::=},coloneq \\mathrel{:-},eqqcolon \\mathrel{=:},
coloncolon \\mathrel{::},colonequals \\mathrel{:=},coloncolonequals \\mathrel{::=},equalscolon \\mathrel{=:}`.replaceAll(
    '\n',
    '',
  );
const UPRIGHT = 'Alpha A,Beta B,Epsilon E,Zeta Z,Eta H,Iota I,Kappa K,Mu M,Nu N,Omicron O,Rho P,Tau T,Chi X';
const OPERATORS = 'arctg arcctg ch cosec cotg ctg cth sh tg';

const named = (table: string): [name: string, body: string][] =>
  table.split(',').map((entry) => {
    const space = entry.indexOf(' ');
    return [`\\${entry.slice(0, space)}`, entry.slice(space + 1)];
  });

for (const [name, body] of named(MORE_SYMBOLS)) COMMANDS[name] = [0, body];
for (const [name, body] of named(UPRIGHT)) COMMANDS[name] = [0, `\\mathrm{${body}}`];
for (const name of OPERATORS.split(' ')) COMMANDS[`\\${name}`] = [0, `\\operatorname{${name}}`];

/** Bodies by name with backslash. */
export const COMPATIBLE_COMMANDS: ReadonlyMap<string, string> = new Map(
  Object.entries(COMMANDS).map(([name, [, body]]) => [name, body]),
);

/**
 * What KaTeX draws, and neither LaTeX nor this file gives a meaning: found by asking the LaTeX of Debian's
 * texlive-latex-extra for each of KaTeX's names, with the packages of the preamble.
 */
export const NOT_IN_LATEX: ReadonlySet<string> = new Set(
  `hdashline notni varvdots KaTeX Coloneq Eqqcolon eqcolon Eqcolon colonapprox Colonapprox colonsim Colonsim colonminus
  coloncolonminus minuscolon minuscoloncolon coloncolonapprox coloncolonsim simcolon simcoloncolon approxcolon approxcoloncolon
  minuso set Bra Ket Braket Set angln angl origof imageof widecheck Overrightarrow overgroup overlinesegment overleftharpoon
  overrightharpoon undergroup underlinesegment utilde xtwoheadrightarrow xtwoheadleftarrow xtofrom xrightleftarrows
  xrightequilibrium xleftequilibrium phase sixptsize blue orange pink red green gray purple kaBlue kaGreen`
    .trim()
    .split(/\s+/),
);

const GREEK: Record<string, string> = {
  αβγδεζηθικλμνξ: 'alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi',
  πρστυφχψωϵϑϕ: 'pi rho sigma tau upsilon varphi chi psi omega epsilon vartheta phi',
  ΓΔΘΛΞΠΣΦΨΩ: 'Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega',
};

const SYMBOLS: Record<string, string> = {
  '≤≥≠≈≡∼≃∝≪≫': 'le ge ne approx equiv sim simeq propto ll gg',
  '∗∘⊙⊗⊕⋅∙√∞': 'ast circ odot otimes oplus cdot bullet surd infty',
  '∂∇∑∏∫∈∉⊂⊆∪∩∅': 'partial nabla sum prod int in notin subset subseteq cup cap emptyset',
  '∀∃∧∨→←↔⇒⇐⇔↦↑↓':
    'forall exists wedge vee to gets leftrightarrow Rightarrow Leftarrow Leftrightarrow mapsto uparrow downarrow',
  '‖∥⟨⟩⌊⌋⌈⌉ℓ′∎': '| parallel langle rangle lfloor rfloor lceil rceil ell prime blacksquare',
  '⋯⋮⋱≔★✓': 'cdots vdots ddots coloneqq star checkmark',
};

const SCRIPTS: Record<string, string> = {
  '⁰⁴⁵⁶⁷⁸⁹⁺⁻ⁿᵗᵀ': '^0 ^4 ^5 ^6 ^7 ^8 ^9 ^+ ^- ^n ^t ^T',
  '₀₁₂₃₄₅₆₇₈₉': '_0 _1 _2 _3 _4 _5 _6 _7 _8 _9',
  '₊₋ᵢⱼₖₙₜ': '_+ _- _i _j _k _n _t',
  '−': '-',
  ℝℕℤℂ: '\\mathbb{R} \\mathbb{N} \\mathbb{Z} \\mathbb{C}',
};

const FORMULAS: ReadonlyMap<string, string> = new Map([
  ...pairs({ ...GREEK, ...SYMBOLS }).map(([char, name]): [string, string] => [char, `\\${name}`]),
  ...pairs(SCRIPTS).map(([char, tex]): [string, string] => [char, /^[_^]/.test(tex) ? `{}${tex}` : tex]),
]);

function pairs(table: Record<string, string>): [string, string][] {
  return Object.entries(table).flatMap(([chars, names]) => {
    const words = names.split(' ');
    return [...chars].map((char, index): [string, string] => [char, words[index] ?? '']);
  });
}

/** What LaTeX's T1 fonts have: Latin letters with accents, dashes, quotation marks. */
const KNOWN = /^[\0-\u017f\u2013\u2014\u2018-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122]$/u;
/** Characters that print nothing by themselves. */
const INVISIBLE = /^[\p{Cf}\u{fe00}-\u{fe0f}]$/u;

/** What may be one; a character more declared does no harm. */
const FORMULA = /\$[^$]+\$|\\begin\{sheetdisplay\}[^]*?\\end\{sheetdisplay\}|\\\[[^]*?\\\]|\\\([^]*?\\\)/g;

/** Lines of a preamble that declare what `body` uses, after the packages and the sheet's own commands. */
export function compatibility(body: string): string[] {
  const used = new Set(body.match(/\\[A-Za-z]+/g));
  const commands = Object.entries(COMMANDS)
    .filter(([name]) => used.has(name))
    .map(([name, [count, text]]) => `\\providecommand{${name}}${count === 0 ? '' : `[${count}]`}{${text}}`);
  const inFormulas = new Set(body.replace(/\\\$/g, '').match(FORMULA)?.join(''));
  const characters = [...new Set(body)]
    .filter((char) => !KNOWN.test(char) || (accentedInFormulas(char) !== null && inFormulas.has(char)))
    .sort()
    .map(declaration);
  return characters.length === 0
    ? commands
    : [
        ...commands,
        '% Characters that pdfLaTeX does not know; what it cannot print appears as its number.',
        String.raw`\newcommand{\sheetcharacter}[3]{\ifdefined\DeclareUnicodeCharacter\ifcsname u8:\detokenize{#1}\endcsname\else\DeclareUnicodeCharacter{#2}{#3}\fi\fi}`,
        String.raw`% Accents in formulas are others than in words.`,
        String.raw`\newcommand{\sheetaccent}[3]{\ifdefined\DeclareUnicodeCharacter\ifcsname u8:\detokenize{#1}\endcsname\expandafter\let\csname sheet:#2\expandafter\endcsname\csname u8:\detokenize{#1}\endcsname\DeclareUnicodeCharacter{#2}{\ifmmode#3\else\csname sheet:#2\endcsname\fi}\else\DeclareUnicodeCharacter{#2}{\ensuremath{#3}}\fi\fi}`,
        ...characters,
      ];
}

/** Combining marks and LaTeX's accents over formulas. */
const ACCENTS: Record<string, string> = {
  '\u0300': 'grave',
  '\u0301': 'acute',
  '\u0302': 'hat',
  '\u0303': 'tilde',
  '\u0304': 'bar',
  '\u0306': 'breve',
  '\u0307': 'dot',
  '\u0308': 'ddot',
  '\u030a': 'mathring',
  '\u030c': 'check',
};

/** What a letter with an accent is in a formula; null for any other character. */
function accentedInFormulas(char: string): string | null {
  const [letter = '', mark = '', more] = char.normalize('NFD');
  const accent = ACCENTS[mark];
  return accent !== undefined && more === undefined && /^[A-Za-z]$/.test(letter)
    ? `\\${accent}{${letter}}`
    : null;
}

function declaration(char: string): string {
  const code = char.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
  const formula = FORMULAS.get(char);
  const accented = accentedInFormulas(char);
  if (accented !== null) return `\\sheetaccent{${char}}{${code}}{${accented}}`;
  const printed =
    formula !== undefined
      ? `\\ensuremath{${formula}}`
      : INVISIBLE.test(char)
        ? ''
        : `\\fbox{\\tiny U+${code}}`;
  return `\\sheetcharacter{${char}}{${code}}{${printed}}`;
}
