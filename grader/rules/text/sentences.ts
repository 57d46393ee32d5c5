/** Equations within sentences of a line, each with what the words beside it do to it. */
import type { Line } from './lines.ts';
import { Unreadable } from '../place.ts';
import { PlainReader } from './plain.ts';
import type { PlainEquation } from './plain.ts';
import { isOwner } from './plainCursor.ts';
import { optimizersIn } from './prose.ts';
import type { PlainOptions } from './plainCursor.ts';
import type { Piece } from './piece.ts';
import { ageOf, isHarmlessCall, isJoining, means, words } from '../lexicon.ts';
import { isGradientWordForWord, tellsChange, tellsGradient, tellsOtherSteps } from './gradientWords.ts';
import { group, isFormulaName, keyOfName, letter, namePiece, operator, word } from './plainNames.ts';
import { isGiving, isRelation, tokensOf } from './plainTokens.ts';
import type { Token } from './plainTokens.ts';

/** An equation of a line. */
export interface Statement {
  line: Line;
  /** In the line. */
  start: number;
  end: number;
  target: Piece[];
  relation: Piece[];
  value: Piece[];
  /** The key of the name that gets a value, and those of the names that its right-hand side uses. */
  key: string;
  names: ReadonlySet<string>;
  /** Why it cannot be relied on. */
  doubt: Unreadable | null;
  /** It is all that the line says. */
  isAlone: boolean;
  /** It stands in backticks. */
  isMarked: boolean;
  /** It makes something from its own old value. */
  isUpdate: boolean;
}

/** Words that may follow an equation in a sentence; behind others it may go on. */
const BEHIND = words(
  'and then where with for so here which that this the to we it its as in at is are was using because since see from while but until i e g our of do end let set update compute finally next or per on',
);
/** A letter of a script in which no formula is written. */
const IS_FOREIGN = /^(?!\p{Script=Greek}|\p{Script=Latin})\p{L}$/u;
const GOES_ON = words('of per or while until');

/** In the sentence behind an equation these change it. */
const CHANGES =
  /\b(times(?! (faster|slower|larger|smaller|bigger|more|less|as|too)\b)|multiplied by|divided by|plus|minus|added|subtracted|unless|only|except|every (second|other|third|few|\d+\w*))\b|\((if|when|without|not)\b/i;

const GRADIENT = words(
  'grad gradient gradients slope derivative gradiente gradienten gradiënt gradyan gradientu',
);
/** Before the point at which it is taken. */
const AT = words('at in en em bei an op dans nel');

/** Several words, of which the first is no symbol or call. */
const isWords = (text: string): boolean => /^\p{L}[\p{L}\p{M}-]+\s+\p{L}/u.test(text);

const HELP = 'Write each equation on a line of its own.';

function placeIn(line: Line, token: Token | undefined): ConstructorParameters<typeof Unreadable>[0] {
  const at = token ?? { start: 0, end: line.text.length };
  return { source: line.text, offset: at.start, token: line.text.slice(at.start, at.end).slice(0, 40) };
}

function tokenAt(start: number, text: string): Token {
  return { kind: 'name', text, start, end: start + text.length, isTight: false };
}

/** Names of two words, as in "new weights = old weights - learning rate * gradient". */
const PHRASES = [
  /^(learning|step|decay|update) (rate|size|factor|step|direction)$/i,
  /^(new|old|previous|current|next|updated) (weights?|parameters?|params?|velocity|momentum|w|theta|θ|v)$/i,
];

const CALCULATES = /^([-+*/·×⊙−]|\*\*)$/;

/** The tokens with names of two words in a calculation as one: `learning_rate`, `weights_new`. */
function withPhrases(tokens: readonly Token[]): Token[] {
  const found: Token[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const [token, next] = [tokens[i] as Token, tokens[i + 1]];
    const words = `${token.text} ${next?.text ?? ''}`;
    const isNamed = token.kind === 'name' && next?.kind === 'name' && PHRASES.some((p) => p.test(words));
    // "η = learning rate" says what a symbol is called.
    const isUsed =
      CALCULATES.test(tokens[i - 1]?.text ?? '') ||
      '=←'.includes(tokens[i + 2]?.text ?? ' ') ||
      CALCULATES.test(tokens[i + 2]?.text ?? '');
    if (!isNamed || !isUsed) {
      found.push(token);
      continue;
    }
    const time = ageOf(token.text) ?? 'old';
    const isTime = PHRASES[1]?.test(words) === true;
    const text = isTime ? `${next.text}_${time}` : `${token.text}_${next.text}`.toLowerCase();
    found.push({ ...token, text, end: next.end });
    i++;
  }
  return found;
}

/** Reads a line of text. */
class TextLine {
  private readonly line: Line;
  private readonly options: PlainOptions;
  private readonly tokens: Token[];
  private readonly reader: PlainReader;

  constructor(line: Line, options: PlainOptions) {
    this.line = line;
    this.options = options;
    const tokens = tokensOf(line.bare).filter((token) => token.text !== '\n' && token.text !== '\r');
    while (';,'.includes(tokens.at(-1)?.text ?? ' ')) tokens.pop();
    this.tokens = withPhrases(tokens);
    this.reader = new PlainReader(line.text, this.tokens, options);
  }

  /** Equations within sentences. */
  statements(): Statement[] {
    const found: Statement[] = [];
    let from = 0;
    this.refuseTerms();
    for (let i = 0; i < this.tokens.length; i++) {
      if (!isRelation(this.tokens[i]?.text ?? '') || i < from) continue;
      const start = this.targetStart(from, i);
      if (start === null) {
        const isAssignment = i === 0 || isGiving(this.tokens[i]?.text ?? '');
        if (isAssignment)
          throw new Unreadable(
            placeIn(this.line, this.tokens[i]),
            'an equation without a symbol on its left',
            HELP,
          );
        continue;
      }
      if (this.isMotto(start, i)) continue;
      const read = this.at(start, false);
      if (!read) continue;
      const { statement, next } = read;
      const end = this.inWords(statement, i, next);
      from = Math.max(end ?? next, i + 1);
      if (end === null) continue;
      statement.doubt ??= this.behind(
        end,
        statement.value.every(({ kind }) => kind === 'digit'),
      );
      statement.isMarked = this.tokens[start - 1]?.text === '`';
      // What begins its line in backticks is a step, and the words behind it are said of it.
      statement.isAlone = this.isLabel(start) && (statement.isMarked || this.endsAt(end));
      found.push(statement);
    }
    return found;
  }

  /** A line that is a term and nothing else belongs to an equation that was not recognised. */
  private refuseTerms(): void {
    const isName = ({ kind, text }: Token): boolean => kind === 'name' && isFormulaName(text);
    const hasOperator = this.tokens.some(({ text }) => /^(\*\*?|[/+−·⊙^√])$/.test(text));
    if (!hasOperator || this.tokens.some(({ text }) => isRelation(text)) || !this.tokens.some(isName)) return;
    if (!this.reader.isWholeTerm()) return;
    throw new Unreadable(placeIn(this.line, this.tokens[0]), 'a term that stands alone', HELP);
  }

  /**
   * "η = learning rate" says what a symbol is called, and computes nothing; "g = gradient of the loss at θ + αv" says it in
   * words.
   * @returns the token behind; null where the equation is none
   */
  private inWords(statement: Statement, relation: number, next: number): number | null {
    const last = this.tokens[next - 1];
    const word = this.tokens[next];
    if (statement.doubt || last?.kind !== 'name' || word?.kind !== 'name') return next;
    const length = this.tokens.slice(next).findIndex(({ text }) => /^[.,;:()`]$/.test(text));
    const end = length < 0 ? this.tokens.length : next + length;
    const clause = this.tokens.slice(next, end);
    const isGradient = GRADIENT.has(last.text.toLowerCase());
    const isOfGradient = isGradient || means('gradient', statement.key);
    const said = this.line.text.slice(last.start, clause.at(-1)?.end);
    if (isOfGradient && (tellsOtherSteps(said) || (!isGradient && tellsChange(said))))
      statement.doubt = this.doubt(word, 'stands behind an equation');
    if (statement.doubt) return next;
    const isCalculated = clause.some(({ kind, text }) => kind === 'number' || /^[-+*/·√^=←]$/.test(text));
    if (!isGradient) {
      const isName =
        next === relation + 2 &&
        !isFormulaName(last.text) &&
        !isCalculated &&
        !BEHIND.has(word.text.toLowerCase());
      return isName ? null : next;
    }
    const at = clause.findLastIndex(({ text }) => AT.has(text.toLowerCase()));
    if (at >= 0 && this.reader.isTerm(next + at + 1)) {
      const { pieces, length: taken } = this.reader.expression(next + at + 1);
      const place = placeIn(this.line, last);
      statement.value = [letter('nabla', place), letter('J', place), group(pieces, place)];
      return next + at + 1 + taken;
    }
    if (!isCalculated) return end;
    statement.doubt = this.doubt(word, 'stands behind an equation');
    return next;
  }

  /** "Adam = momentum-like averages + bias correction": of an optimizer's name, by words alone. */
  private isMotto(start: number, relation: number): boolean {
    const [named = 'momentum'] = optimizersIn(this.tokens[start]!.text);
    // A momentum may be computed, too.
    if (relation !== start + 1 || named === 'momentum') return false;
    const length = this.tokens.slice(relation + 1).findIndex(({ text }) => /^[.;:]$/.test(text));
    const said = this.tokens.slice(relation + 1, length < 0 ? undefined : relation + 1 + length);
    const isWord = ({ kind, text }: Token): boolean =>
      IS_FOREIGN.test(text) || (kind === 'name' && !isFormulaName(text));
    return said.some(isWord) && said.every((token) => isWord(token) || /^[-+,()–—]$/.test(token.text));
  }

  /** Where the symbol directly before a relation begins. */
  private targetStart(from: number, relation: number): number | null {
    for (let start = Math.max(from, relation - 12); start < relation; start++) {
      const before = start > from ? this.tokens[start - 1] : undefined;
      const first = this.tokens[start] as Token;
      if (first.kind !== 'name' && !/^[∂∇|(]$/.test(first.text)) continue;
      if (before && (/^[-+*/·√^_.[{]$/.test(before.text) || (before.kind === 'number' && before.isTight)))
        continue;
      // Of words that stand before a symbol only the last can be it.
      if (
        first.kind === 'name' &&
        first.text.length > 1 &&
        !isFormulaName(first.text) &&
        this.tokens[start + 1]?.kind === 'name'
      )
        continue;
      if (this.reader.targetEnd(start) === relation) return start;
    }
    return null;
  }

  /** Nothing, or a label such as "Update:" or "2. Second moment –". */
  private isLabel(start: number): boolean {
    const before = this.tokens.slice(0, start).filter(({ text }) => text !== '`');
    return before.length === 0 || /^[:–—|]$/.test(before.at(-1)?.text ?? '');
  }

  /** Nothing is behind, or a remark in brackets such as "(element by element)". */
  private endsAt(next: number): boolean {
    const rest = this.tokens.slice(next).map(({ text }) => text);
    const isRemark = rest[0] === '(' && rest.indexOf(')') === rest.length - 1;
    return isRemark || rest.every((text) => /^[`.,;)。]$/.test(text));
  }

  /** @param isNumber "beta = 0.9 means that …" gives a number, and the sentence goes on. */
  private behind(next: number, isNumber: boolean): Unreadable | null {
    const token = this.tokens[next];
    if (!token) return null;
    // Behind a bracket or a backtick the sentence goes on with something else, but for the next word.
    const reach = /^[`)]$/.test(token.text) ? /^\W*\w+( by)?/ : /^[^.!?=←]*/;
    const sentence = reach.exec(this.line.bare.slice(token.start))?.[0] ?? '';
    const change = CHANGES.exec(sentence);
    if (change)
      return this.doubt(tokenAt(token.start + change.index, change[0]), 'stands behind an equation');
    const after = this.tokens[next + 1];
    // `m = …` · `v = …`
    const isDivider = after?.text === '·' && this.tokens[next + 2]?.text === '`';
    if (!isDivider && /^[`)\]|]$/.test(token.text) && /^(\*\*?|[-+/^·×⊙−])$/.test(after?.text ?? ''))
      return this.doubt(after, 'stands behind an equation');
    if (/^[.,;:()`|\]、。，；：]$|^[–—]$/.test(token.text) || IS_FOREIGN.test(token.text)) return null;
    if (
      token.kind === 'name' &&
      (BEHIND.has(token.text.toLowerCase()) ||
        (isNumber && !isFormulaName(token.text) && !/\b(each|every|again|always)\b/i.test(sentence))) &&
      !GOES_ON.has(token.text.toLowerCase())
    )
      return null;
    if (token.kind === 'name' && isJoining(token.text) && after !== undefined) return null;
    return this.doubt(token, 'stands behind an equation');
  }

  private doubt(token: Token | undefined, what: string): Unreadable {
    const place = placeIn(this.line, token);
    return new Unreadable(place, `“${place.token}” ${what}`, HELP);
  }

  /** An equation for a name, of which only the name was read. */
  private undefinable(target: Token, doubt: Unreadable): Statement {
    const place = placeIn(this.line, target);
    return {
      line: this.line,
      start: target.start,
      end: this.line.text.length,
      target: [namePiece(target.text, place)],
      relation: [operator('=', place)],
      value: [word('?', place)],
      key: keyOfName(target.text),
      names: new Set(),
      doubt,
      isAlone: true,
      isMarked: false,
      isUpdate: this.tokens.filter(({ text }) => text === target.text).length > 1,
    };
  }

  /** "g ← mean gradient over the batch", "m ← 损失在 θ 处的梯度": the gradient, told in words without a sign that calculates. */
  private told(from: number): { statement: Statement; next: number } | null {
    const relation = this.tokens.findIndex((token, i) => i > from && isRelation(token.text));
    const first = this.tokens[relation + 1];
    if (relation < 0 || this.reader.targetEnd(from) !== relation || !first) return null;
    const target = this.targetName(from, relation);
    if (!target) return null;
    const words = this.line.bare.slice(first.start).trim();
    const isForeign = IS_FOREIGN.test(first.text) && isGradientWordForWord(words);
    if (!isForeign && !(means('gradient', keyOfName(target.text)) && isWords(words) && tellsGradient(words)))
      return null;
    const place = placeIn(this.line, first);
    const statement = this.undefinable(target, new Unreadable(place, '', ''));
    return {
      statement: { ...statement, value: [word('grad', place)], doubt: null },
      next: this.tokens.length,
    };
  }

  private at(from: number, isAlone: boolean): { statement: Statement; next: number } | null {
    const told = this.told(from);
    if (told) return told;
    try {
      const equation = this.reader.equation(from);
      if (!equation) return null;
      return { statement: this.statementOf(from, equation, null, isAlone), next: from + equation.length };
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      const relation = this.tokens.findIndex((token, i) => i > from && isRelation(token.text));
      const target = this.tokens.slice(from, relation).findLast((token) => token.kind === 'name');
      if (relation < 0 || !target) return null;
      const name = this.targetName(from, relation) ?? target;
      return { statement: this.undefinable(name, error), next: this.tokens.length };
    }
  }

  /** The name before its scripts, as in `E[g²]_t` or `v[t]`. */
  private targetName(from: number, relation: number): Token | null {
    return (
      this.tokens.slice(from, relation).find((token) => token.kind === 'name' && !isOwner(token.text)) ?? null
    );
  }

  private statementOf(
    from: number,
    equation: PlainEquation,
    doubt: Unreadable | null,
    isAlone: boolean,
  ): Statement {
    const last = this.tokens[from + equation.length - 1];
    return {
      line: this.line,
      start: this.tokens[from]?.start ?? 0,
      end: last?.end ?? this.line.text.length,
      target: equation.target,
      relation: equation.relation,
      value: equation.value,
      key: equation.key,
      names: equation.names,
      doubt,
      isAlone,
      isMarked: false,
      isUpdate: equation.isUpdate,
    };
  }
}

const CALL = /^[\w.[\]'"]*?(\w+)\(.*\)$/s;

/**
 * The equations of a line.
 * @throws Unreadable at a line of a listing of which it is not known what it does
 */
export function statementsOf(line: Line, options: PlainOptions): Statement[] {
  const found = new TextLine(line, options).statements();
  const call = found.length === 0 && options.isListing ? CALL.exec(line.bare)?.[1] : undefined;
  if (call !== undefined && !isHarmlessCall(call))
    throw new Unreadable(
      placeIn(line, undefined),
      'a call of which it is not known what it changes',
      'Write the update itself, as an equation.',
    );
  return found;
}

/** Words that stand on the left of an equation. */
export function targetsIn(text: string): Set<string> {
  const found = new Set<string>();
  for (const match of text.matchAll(
    /([A-Za-z]\w*)[ \t]*(?:\([a-z], ?t[^()]*\)[ \t]*)?(?:=(?!=)|←|:=|<-|[-+*/−]=)/g,
  )) {
    if (match[1] && !BEHIND.has(match[1].toLowerCase())) found.add(match[1]);
  }
  return found;
}
