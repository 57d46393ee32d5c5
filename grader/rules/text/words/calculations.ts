/**
 * A rule that is told wholly in words, as lines of plain text: "the old velocity times the momentum coefficient minus …". Words
 * become the signs of a formula, and a clause of nothing but signs a line. A clause that computes and holds any other word is
 * not understood, and then nothing is read: what would be passed over may be the fault.
 */

/** Signs for words. Names are those of the lines; capitals are verbs and what stands beside them. */
const VOCABULARY: readonly (readonly [sign: string, words: string])[] = [
  // At which step, and for what.
  [
    '',
    '(?:(?:in|at|on|for|after|with|during) )?(?:each|every) (?:single |new |time |training )*(?:step|iteration|update|mini-?batch|backward pass)|(?:in|at|on|for|after|with|per|during) (?:each|every|the|a|any) (?:single |new |time |training )*(?:step|iteration|update|mini-?batch|backward pass|weight|parameter)',
  ],
  ['', 'adagrad|rms-?prop|sgd|stochastic gradient descent|gradient descent|adam'],
  [
    'g',
    String.raw`(?:new |latest )?gradients?(?: of (?:the|its) (?:mini-?batch |training |current )*(?:loss|objective|cost)(?: function)?)?(?: (?:on|for) (?:the|that|this|a|one) (?:mini-?)?batch)?(?: (?:with respect to|at) (?:the |its )?(?:current |present )?(?:parameters?|weights?))?`,
  ],
  ['lr', '(?:global |fixed |constant )?learning rate'],
  ['mu', 'momentum (?:coefficient|factor|parameter|constant)'],
  ['rho', '(?:decay|forgetting) (?:rate|factor|constant|coefficient)'],
  [
    'eps',
    '(?:very )?(?:small|tiny|little) (?:constant|number|term|value|epsilon|eps)(?: epsilon)?|epsilon|1e-\\d+',
  ],
  ['0.9 *', 'nine tenths of|90 ?% of'],
  ['0.1 *', '(?:one|a) tenth of|10 ?% of'],
  ['(1 - $1)', '(?:one|1) (?:minus|[-−]) (?:the |its )?(rho|mu|beta_?[12]?|alpha|gamma|0\\.\\d+)'],
  ['v', 'velocity(?: vector)?'],
  [
    's',
    '(?:(?:remembered|accumulated|running|exponential(?:ly)?|decaying|moving|weighted|stored) )*(?:accumulator|average|sum|total|number|cache)',
  ],
  ['w', "(?:parameters?|weights?)(?!['’])"],
  ['d', '(?:size|length) of the (?:move|step)|step|update'],
  ['√', '(?:square )?root of'],
  ['POW', 'squares? of|squared(?= g\\b)'],
  ['g**2', 'square(?! root)'],
  ['²', 'squared'],
  ['MULTIPLIED', '(?:is|are|gets) (?:then |first )?(?:multiplied by|scaled by)'],
  ['*', 'times|multiplied (?:by|with)'],
  ['/', 'divided by'],
  ['+', 'plus'],
  ['-', 'minus'],
  ['BECOMES', '(?:is|are|gets) (?:then |now )?(?:replaced by|set to|given by)|becomes?'],
  [
    'CHANGES',
    '(?:(?:is|are|gets) (?:then |now )?(?:changed|updated|moved|shifted|increased|raised)|changes?|moves?) by',
  ],
  ['FALLS', '(?:is|are|gets) (?:then |now )?(?:reduced|decreased|lowered|diminished) by'],
  ['ADDS', '(?:(?:is|are|gets) (?:then |now )?)?added|adds?|adding'],
  ['TAKES', '(?:(?:is|are|gets) (?:then |now )?)?subtracted|subtracts?|subtracting'],
  ['AGAINST', '(?:(?:is|are) (?:then )?)?move[ds]? (?:the |each |every )*(?:w )?against (?:its|the|their) g'],
  ['KEEPS', '(?:keeps?|maintains?|accumulates?|stores?|tracks?|remembers?)'],
  ['IS', 'is|are'],
  ['FROM', 'from'],
  ['TO', 'to'],
  ['Q', '(?:the )?result|this(?! (?:new |old )?[gvswd]\\b)|it'],
  ['OLD', 'old|previous|former|last'],
  ['NEW', 'new|updated'],
  [
    '',
    "the|an?|its|their|that|this|these|each|every|current|present|then|now|finally|first|we|and|also|for|by|in|on|at|of|per|(?:seen )?so far|all|parameter['’]s|weight['’]s|element-?wise|take|compute|calculate|evaluate|get|moved|changed|own",
  ],
];

const ROWS = VOCABULARY.map(
  ([sign, words]) => [sign, new RegExp(String.raw`(?<!\p{L})(?:${words})(?!\p{L})`, 'giu')] as const,
);

/** Signs in another order, or in brackets. */
const SIGNS: readonly (readonly [RegExp, string])[] = [
  [/(?:Q )?(?:TO )?(?:which |where )?(?:eps ADDS(?: (?:TO )?(?:denominator|root|Q|s))?|ADDS eps)/g, '+ eps'],
  [/POW ([gs])/g, '$1**2'],
  [/([gs]) ²/g, '$1**2'],
  [/√ ((?:NEW |OLD )?[gs](?:\*\*2)?)/g, 'sqrt($1)'],
  [/CHANGES TAKES/g, 'FALLS'],
  [/CHANGES ADDS/g, 'CHANGES'],
  [/\/ (sqrt\([^()]*\)|[\w*]+) \+ eps/g, '/ ($1 + eps)'],
];

const VALUE = String.raw`(?<value>(?:(?:OLD |NEW )?(?:g|lr|mu|rho|eps|[vswd]|alpha|beta_?[12]?|gamma|Q|sqrt|\d[\d.]*|\*\*2|[-+*/()]) ?)+)`;
const NAME = '(?:OLD |NEW )?(?<name>[gvswQ])';

/** What a clause of signs alone does: to what, and with which sign before the value; `=` gives it. */
const STATEMENTS: readonly (readonly [pattern: string, sign: string])[] = [
  [`${NAME} (?:BECOMES|IS) ${VALUE}`, '='],
  [`${NAME} CHANGES - ${VALUE}`, '-'],
  [`${NAME} CHANGES ${VALUE}`, '+'],
  [`${NAME} FALLS ${VALUE}`, '-'],
  [`FROM ${NAME} TAKES ${VALUE}`, '-'],
  [`TO ${NAME} ADDS ${VALUE}`, '+'],
  [`TAKES ${VALUE} ?FROM ${NAME}`, '-'],
  [`${VALUE} ?TAKES FROM ${NAME}`, '-'],
  [`ADDS ${VALUE} ?TO ${NAME}`, '+'],
  [`${VALUE} ?ADDS TO ${NAME}`, '+'],
];

/** The name and the value in a clause that is nothing but the pattern; null of another one. */
const whole = (pattern: string, signs: string): Record<string, string | undefined> | null =>
  new RegExp(`^${pattern}$`).exec(signs)?.groups ?? null;
const COMPUTES = /(?:^| )[-+*/√]|MULTIPLIED|BECOMES|CHANGES|FALLS|ADDS|TAKES|AGAINST/;

/** What is done and not understood here. */
const FOREIGN =
  /\b(?:(?:is|are|then) squared|root .* taken|absolute|maximum|clip\w*|normali[sz]\w*|sign|corrected|ahead|reset\w*|set back|cleared|zeroed|empt\w*|without|not)\b/i;
const OTHER_START = /\b(?:starts?|begins?|initiali[sz]ed) (?:at|with|from|to|as) (?!zeros?\b|0\b)/i;
/** What may be said of a state that computes nothing. */
const DESCRIBES =
  /^(?:[gvswd]|Q|IS|KEEPS|NEW|POW|²|lr|mu|rho|g\*\*2|that|momentum|random|mini-batch|carry|has|have|holds?|use[sd]?|introduce|vector|zeros?|0|one|which|starts?|starting|start|begins?|beginning|initially|initiali[sz]ed|to|with|TO|as|called|entry|[^a-zA-Z]+)$/;

/** What is said of the method as a whole. */
const METHOD =
  /^\W*(?:the )?(?:adagrad|rms-?prop|sgd|gradient descent|(?:nesterov )?momentum)\b(?!.*\b(?:each|every|after|when|if|once)\b)/i;

/** Reasons and remarks, which compute nothing. */
const ASIDE =
  /,? ?\b(?:(?:so that|so (?:that )?(?:we|you|the|it)|to (?:avoid|prevent)|against (?!its|the|their)|because|since|for (?:numerical )?stability)[^,.;:()]*|(?:for instance|for example|usually|normally|typically|e\.g\.|say|such as)[\w.\- ]*\d[^,;:()]*|(?:which|that) (?:starts?|begins?|is) [^,.;:()]*)/gi;

/** A value as a part of another one: a sum in brackets. */
const within = (value: string): string => (/ [-+] (?![^(]*\))/.test(value) ? `(${value})` : value);

function signsOf(clause: string): string {
  let signs = clause.toLowerCase();
  for (const [sign, words] of ROWS) signs = signs.replace(words, ` ${sign} `).replace(/ +/g, ' ');
  for (const [from, to] of SIGNS) signs = signs.replace(from, to);
  return signs.trim();
}

class Teller {
  readonly lines: string[] = [];
  /** Something gets a value twice, or behind the update. */
  isTwice = false;
  private readonly made = new Set<string>();
  /** What a value that is still worked on is. */
  private pending: string | null = null;
  /** The state that was spoken of last. */
  private subject = 's';
  /** It is said that the squares are summed up. */
  private isSumKept = false;
  /** The clause before: a state that is kept, a direction. */
  private before = '';

  get isDone(): boolean {
    return this.made.has('w');
  }

  /** @returns whether all that the clause does is understood */
  clause(clause: string): boolean {
    const signs = signsOf(clause);
    const { before } = this;
    const isRead = this.read(signs, /\b(?:sum|total)\b/i.test(clause), METHOD.test(clause));
    if (this.before === before) this.before = signs;
    this.subject = /(?<![a-zA-Z])[vs](?![a-zA-Z])/.exec(signs)?.[0] ?? this.subject;
    return isRead;
  }

  private read(signs: string, isSum: boolean, isOfMethod: boolean): boolean {
    if (signs === 'KEEPS s g**2') {
      this.isSumKept ||= isSum;
      return true;
    }
    const made = whole(`Q (?:IS|BECOMES) ${NAME}`, signs);
    if (made && this.pending !== null) return this.give(made['name']!, this.taken());
    for (const [pattern, sign] of STATEMENTS) {
      const { name, value } = whole(pattern, signs) ?? {};
      if (name !== undefined && value !== undefined) return this.change(name, sign, value);
    }
    const { name = this.subject, value: factor } = whole(`(?:${NAME} )?MULTIPLIED ${VALUE}`, signs) ?? {};
    if (factor !== undefined) return this.work(`${within(factor.trim())} * ${name}`);
    const size = whole(`d IS ${VALUE}`, signs)?.['value'];
    if (size !== undefined)
      return this.before.includes('AGAINST') ? this.change('w', '-', size) : this.work(size);
    const against = whole(`(?:w )?AGAINST ?${VALUE}?`, signs);
    if (signs.includes('AGAINST')) this.before = signs;
    if (against) return against['value'] === undefined || this.change('w', '-', against['value']);
    const taken = whole(`TAKES ${VALUE}`, signs)?.['value'];
    if (taken !== undefined) return this.change('w', '-', taken);
    if (/KEEPS.* s\b/.test(this.before) && whole(VALUE, signs)) return this.give('s', signs);
    return !COMPUTES.test(signs) && (isOfMethod || this.isDescription(signs));
  }

  private isDescription(signs: string): boolean {
    const words = signs.split(' ');
    return !words.some((word) => /^[vs]$/.test(word)) || words.every((word) => DESCRIBES.test(word));
  }

  private work(value: string): boolean {
    this.pending = value.trim();
    return true;
  }

  private taken(): string {
    const value = this.pending ?? '';
    this.pending = null;
    return value;
  }

  private change(name: string, sign: string, written: string): boolean {
    const value = written.trim().replace(/(?<![a-zA-Z])[dQ](?![a-zA-Z])/, () => within(this.taken()));
    if (name === 'Q' && this.pending !== null && sign !== '=')
      return this.work(`${this.pending} ${sign} ${within(value)}`);
    const target = name === 'Q' ? this.subject : name;
    return this.give(target, sign === '=' ? value : `${target} ${sign} ${within(value)}`);
  }

  /** An old value is not there any more once the new one is made, and a new one not before. */
  private give(name: string, value: string): boolean {
    if (name === 'g' || /^$|[-+*/] *$/.test(value)) return false;
    for (const [, age, of] of value.matchAll(/(OLD|NEW) (\w+)/g))
      if (!/^[vsw]$/.test(of!) || (age === 'OLD') === this.made.has(of!)) return false;
    if (this.made.has(name) || this.isDone || /\( ?\)|\b[d]\b/.test(value)) this.isTwice = true;
    if (name === 'w' && this.pending !== null) this.give(this.subject, this.taken());
    if (name === 'w' && this.isSumKept && !this.made.has('s')) this.give('s', 's + g**2');
    this.made.add(name);
    this.lines.push(`${name} = ${value.replace(/OLD |NEW /g, '').trim()}`);
    return true;
  }
}

/** The lines of a rule that is told in words; null where they do not say all of it. */
export function linesTold(words: string): string[] | null {
  const text = words
    .replace(/\s+/g, ' ')
    .replace(/(gradient), square it(?=,? and)/g, '$1')
    .replace(/\bmultipl(?:y|ies|ying) ([^,;.]+?) (?:by|with) /gi, '$1 is multiplied by ')
    .replace(ASIDE, '');
  if (OTHER_START.test(text)) return null;
  const teller = new Teller();
  for (const sentence of text.split(/[.!?](?= |$)/)) {
    const clauses = sentence
      .replace(/\(([^()]*)\)/g, (_, inside: string) =>
        /\b(?:plus|added|times|minus)\b/.test(inside) ? ` ${inside} ` : '',
      )
      .replace(/ +/g, ' ')
      .replace(/ ?,(?= (?:divided|multiplied|plus|minus|times|by|to which|where an? )\b)/g, '')
      .split(
        /[,;:]| and (?=(?:then )?(?:we )?(?:from|adds?|subtracts?|the result|the new|the current gradient|the gradient)\b)/,
      );
    for (const clause of clauses) {
      if (!teller.isDone && FOREIGN.test(clause)) return null;
      if (!teller.clause(clause) && !teller.isDone) return null;
    }
  }
  return teller.isDone && !teller.isTwice ? teller.lines : null;
}
