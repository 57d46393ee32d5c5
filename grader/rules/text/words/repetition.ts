/** `v = 0`: once, before the first step, or anew in every step? Told from the words around it and from its place. */

/** Stands in the words for a formula. */
export const FORMULA = '\uFFFC';

/** What the answer says around an equation: its words, with `FORMULA` where a formula stands. */
export interface Words {
  /** Everything before it. */
  before: string;
  /** Up to the next formula. */
  behind: string;
}

/** Where an equation stands beside the one that makes the same state from its old value. */
interface Standing {
  isBehind: boolean;
  /** It is written with an arrow, as what is done, not as what is. */
  isArrow: boolean;
  /** The words from it to that equation, where it stands above. */
  until: string;
}

const TURN =
  '(?:time ?steps?|training steps?|steps?|iterations?|updates?|(?:mini-?)?batch(?:es)?|rounds?|turns?|epochs?|examples?|samples?|pass(?:es)?)';
const EACH = String.raw`(?:each|every|all|any)(?: (?:new|single|next|other|of the|training))*`;

/** Opens what is done again and again: "for each iteration", "repeat", "for t = 1, …". */
const OPENS = new RegExp(
  [
    String.raw`\b(?:for|in|at|on|during|with|after|before|per) ${EACH} ${TURN}\b`,
    String.raw`\b(?:in|at|for|per) (?:a |one )?(?:step|iteration) ${FORMULA}`,
    String.raw`\b(?:for|in|at|on|with) (?:a|one|the) (?:given |new |current |single )?(?:(?:mini-?)?batch|step|iteration)\b`,
    String.raw`\b(?:each|every) time\b|\bper ${TURN}\b`,
    String.raw`\b(?:before|after|for|in|at) (?:the|a|any) (?:next|following) ${TURN}\b`,
    String.raw`\bfor (?:(?:each|every|all) )?(?:${FORMULA}|[tk]\b)`,
    String.raw`\bwhen(?:ever)? (?:a|the|each) (?:new|next) ${TURN}\b`,
    String.raw`\b(?:each|every) ${TURN}(?=[ :,]|$)(?<!\bof [^.,]*)`,
    String.raw`\b(?:repeat|while|loop)\b`,
  ].join('|'),
  'gi',
);

/** "… for every batch", directly behind the formula and part of its clause. */
const GOES_ON = new RegExp(
  String.raw`^[^\S\n]*(?:again |anew )?(?:for|in|at|on|before|after|with) ${EACH} ${TURN}\b(?<rest>\s*:|\s*$)?`,
  'i',
);

/** The value is one from before the first step … */
const STARTS =
  /\b(initial\w*|init|starts?|started|starting|begins?|beginning|at first|first of all|first (one|step|iteration|time)|once|beforehand|constructor|before (?!each\b|every\b|the next\b|a new\b)\w+|outside|prior to)\b/i;

/** … unless it is that of every step. */
const START_OF_EACH = /\b(starts?|beginning|top|end) of (each|every|the|an?) \w+/gi;

/** "… before training", directly behind the formula. */
const STARTS_BEHIND =
  /^[\s,(]*(initially|at first|before (?!each\b|every\b)\w+|(at|in) the (start|beginning|first \w+)|to (start|begin) with)\b/i;

const RESETS =
  /\b(reset\w*|re-?initiali[sz]\w*|clear(s|ed|ing)?|zero(es|ed|ing)|set back|forg[eo]t\w*|anew|afresh|wipe\w*)\b/i;

const AGAIN = /^\s*(again|anew|afresh|once more)\b/i;

const DENIES =
  /(\b(not|never)\b|n['’]t)\s+(be\s+)?(re)?(set|clear|zero|initiali|forg)|\b(without|instead of|rather than) (re)?(set|clear|zero|initiali)/i;

/** Of other rules, or of what follows from a value. */
const ELSEWHERE = /\b(unlike|whereas|rather than|instead of|would|wrong)\b/i;
const CONDITION =
  /\b(if|when|whenever|unless|until|suppose|assume|since|because|case|avoid)\b[^,.;:]{0,25}$|\b(for|each|every|all)\s*$/i;

/** What would be, or is done by mistake. */
const SLIP_BEFORE =
  /(?<!\p{L})(?:setting|resetting|pitfalls?|mistakes?|errors?|bugs?|slips?|fehler|falle|erreurs?|errores|erros?|errori|ошибк\p{L}*)(?!\p{L})/iu;
const SLIP_BEHIND =
  /\b(?:would|(?:must|should|may|can)(?: not|n['’]t)|cannot|loses?|destroys?|wrong)\b|(?<!\p{L})(?:darf nicht|wäre|falsch|ne doit pas|no debe|não deve|non deve|нельзя)(?!\p{L})/iu;

/** Nothing but what joins one step of a list to the next. */
const JOINS = /^([\s,;.:*-]|\d+[.)]|\b(and|then|finally|now|next|we|set|let|put|afterwards|lastly|end)\b)*$/i;
const AFTERWARDS = /\b(then|afterwards?|finally|lastly|after (that|this|it|which))\b/i;
const NEXT = /\b(then|finally|next|afterwards|lastly)\b|(^|\n)\s*([-*]|\d+[.)])\s/i;

/** Do words speak of what is done again and again? */
export function opens(words: string): boolean {
  return words.search(OPENS) >= 0;
}

function lastSentence(text: string): string {
  const ends = [...text.matchAll(/(?<!(?:^|\n)\s*\d+)[.!?](?=\s)/g)];
  return text.slice((ends.at(-1)?.index ?? -1) + 1);
}

/** How far "in every step" reaches: over its sentence, a list behind a colon, perhaps the rest of its paragraph. */
function isInLoop(before: string): 'no' | 'yes' | 'perhaps' {
  const opening = [...before.matchAll(OPENS)].at(-1);
  if (!opening) return 'no';
  const since = before.slice(opening.index + opening[0].length);
  const end = /[.!?](?=\s|$)|:|\bdo\b|\n/.exec(since)?.[0] ?? '';
  if (end === '' || end === ':' || end === 'do') return 'yes';
  if (end === '\n' && /\n\s*([-*]|\d+[.)])\s/.test(since)) return 'yes';
  const beginsClause = /(^|[.!?:;,\n]\s*|[-*]\s+|\d[.)]\s+)(then |and )?$/i.test(
    before.slice(0, opening.index),
  );
  return beginsClause && !/\n\s*\n/.test(since) ? 'perhaps' : 'no';
}

/** Where loops of `algorithmic` and `algpseudocode` begin and end. */
const BLOCKS =
  /\\(?:(END|End)?(?:WHILE|FOR|FORALL|LOOP|While|For|ForAll|Loop)|REPEAT|Repeat|(UNTIL|Until))(?![A-Za-z])/g;

/** `\For{$t = 0$ \KwTo $T$`: what a loop counts from is set once. */
const isInHeader = (behind: string): boolean => /^\s*\{[^{}]*$/.test(behind);

/** Is it in such a loop, whatever its words are? */
function isInBlock(before: string): boolean {
  const blocks = [...before.matchAll(BLOCKS)];
  const last = blocks.at(-1);
  if (!last || isInHeader(before.slice(last.index + last[0].length))) return false;
  return blocks.reduce((depth, [, end, until]) => depth + ((end ?? until) ? -1 : 1), 0) > 0;
}

/** When does an equation hold that gives a number to what another one makes from its old value? */
export function repetitionOf({ before, behind }: Words, standing: Standing): 'once' | 'always' | 'unclear' {
  if (isInBlock(before)) return 'always';
  const sentence = lastSentence(before);
  const clause = sentence.slice(sentence.lastIndexOf(FORMULA) + 1);
  const end = /^[^.!?;\n]{0,40}/.exec(behind)?.[0] ?? '';
  if (DENIES.test(sentence) || ELSEWHERE.test(clause) || CONDITION.test(clause)) return 'once';
  const whole = /^[^.!?\n]*/.exec(behind)?.[0] ?? '';
  if (SLIP_BEFORE.test(clause) || SLIP_BEHIND.test(whole)) return 'unclear';
  const goesOn = GOES_ON.exec(behind);
  // Before another formula the words may belong to that one.
  if (goesOn) return goesOn.groups?.['rest'] !== undefined && !standing.isBehind ? 'unclear' : 'always';
  const isOfEach = clause.search(START_OF_EACH) >= 0;
  const starts = STARTS.test(sentence.replace(START_OF_EACH, '')) || STARTS.test(end);
  if (RESETS.test(clause) || AGAIN.test(behind) || isOfEach) return starts ? 'unclear' : 'always';
  if (STARTS_BEHIND.test(end.replace(START_OF_EACH, ''))) return 'once';
  const loop = isInLoop(before);
  const isBeforeLoop = opens(standing.until);
  if (loop === 'yes') {
    if (isBeforeLoop || (starts && (opens(clause) || !STARTS.test(clause)))) return 'unclear';
    return starts ? 'once' : 'always';
  }
  if (starts || isBeforeLoop) return 'once';
  if (standing.isBehind && standing.isArrow) return 'always';
  if (standing.isBehind && JOINS.test(clause)) return NEXT.test(clause) ? 'always' : 'unclear';
  if (standing.isBehind && AFTERWARDS.test(clause)) return 'unclear';
  return loop === 'perhaps' ? 'unclear' : 'once';
}
