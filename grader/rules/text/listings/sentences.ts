/** Equations within sentences of a line, each with what the words beside it do to it. */
import type { Line } from './lines.ts';
import { readOr, Unreadable } from '../../place.ts';
import { PlainReader } from '../plain/reader.ts';
import type { PlainEquation } from '../plain/reader.ts';
import { clauseAt, isLegend, isMotto } from '../plain/legends.ts';
import { BEHIND, isApart, isOwner } from '../plain/extent.ts';
import type { PlainOptions } from '../plain/extent.ts';
import { isRemark, lastSentence, optimizersIn } from '../words/prose.ts';
import { isGradientCall, isHarmlessCall, isJoining, isSetting, means, words } from '../../lexicon.ts';
import {
  gradientNamedIn,
  isGradientWordForWord,
  tellsChange,
  tellsGradient,
  tellsLater,
  tellsOtherSteps,
} from '../words/gradients.ts';
import { group, isFormulaName, keyOfName, letter, namePiece, operator, word } from '../plain/names.ts';
import { isAgain } from '../words/states.ts';
import { isSign } from '../plain/piece.ts';
import { STARTS_ELSEWHERE, withZeros } from '../plain/starts.ts';
import { withoutSeries, withSums } from '../plain/sumsInWords.ts';
import { tokensWithPhrases } from '../plain/phrases.ts';
import { IS_FOREIGN, isGiving, isRelation } from '../plain/tokens.ts';
import type { Token } from '../plain/tokens.ts';

/** An equation of a line. */
export interface Statement extends PlainEquation {
  line: Line;
  /** In the line. */
  start: number;
  end: number;
  /** Why it cannot be relied on. */
  doubt: Unreadable | null;
  /** It is all that the line says. */
  isAlone: boolean;
  /** It stands in backticks. */
  isMarked: boolean;
}

/** Does it give a number, as `v = 0` and `m = v = 0` do? */
export const isNumber = ({ value }: PlainEquation): boolean =>
  value.at(-1)?.kind === 'digit' &&
  value.every((piece) => isSign(piece, '= -') || piece.kind === 'digit' || piece.kind === 'letter');

/** In the sentence behind an equation these change it. */
const CHANGES =
  /\b(times(?! (faster|slower|larger|smaller|bigger|more|less|as|too)\b)|multiplied by|divided by|plus|minus|added|subtracted|unless|only|except|every (second|other|third|few|\d+\w*))\b|\((if|when|without|not)\b/i;

/** Before the point at which it is taken. */
const AT = words('at in en em bei an op dans nel');

/** Several words, of which the first is no symbol or call; in scripts without blanks a symbol may stand before them. */
const isWords = (text: string): boolean =>
  /^(?:\p{L}[\p{L}\p{M}-]+\s+\p{L}|[A-Za-z]?\s*[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]{2})/u.test(
    text,
  );

const HELP = 'Write each equation on a line of its own.';

function placeIn(line: Line, token: Token | undefined): ConstructorParameters<typeof Unreadable>[0] {
  const at = token ?? { start: 0, end: line.text.length };
  return { source: line.text, offset: at.start, token: line.text.slice(at.start, at.end).slice(0, 40) };
}

function tokenAt(start: number, text: string): Token {
  return { kind: 'name', text, start, end: start + text.length, isTight: false };
}

/** It is done now and then, or otherwise. */
const DEPENDS =
  /(?<!\p{L})(?:if|unless|when|while|until|only|but|then|wenn|falls|nur|aber|dann|sonst|si|sauf|mais|solo|pero|sólo|se|mas|ma|apenas|если|только|но|якщо|лише|jeśli|gdy|tylko|ale|als|maar|alleen|om|men|bara|jika|tapi|hanya|nếu|nhưng|chỉ|eğer|ama|sadece)(?!\p{L})|如果|只|但|もし|만약|하지만/iu;

/** More than a rule has; the reader says so of an answer with fewer. */
export const MAX_STATEMENTS = 200;
/** In tokens: `E[Δx^2]_{t+1}` has 13. */
const LONGEST_TARGET = 20;

/** Reads a line of text. */
class TextLine {
  private readonly line: Line;
  private readonly options: PlainOptions;
  private readonly tokens: Token[];
  private readonly reader: PlainReader;

  constructor(line: Line, options: PlainOptions) {
    this.line = line;
    this.options = options;
    const { hasGluedTimes, isListing, marksNew } = options;
    const bare = withSums(withoutSeries(withZeros(line.bare.replace(/[;,\s]+$/, ''))));
    const tokens = tokensWithPhrases(bare, hasGluedTimes, options.heads);
    this.tokens =
      marksNew && !isListing ? tokens.map((token) => ({ ...token, text: agedLast(token.text) })) : tokens;
    this.reader = new PlainReader(line.text, this.tokens, options);
  }

  /** Equations within sentences. */
  statements(): Statement[] {
    const found: Statement[] = [];
    let from = 0;
    this.refuseTerms();
    for (let i = 0; i < this.tokens.length && found.length < MAX_STATEMENTS; i++) {
      if (!isRelation(this.tokens[i]?.text ?? '') || i < from) continue;
      // `state = {"t": 0}` beside a program is its data.
      if (this.tokens[i + 1]?.text === '{' || this.isKeyword(i)) continue;
      const start = this.targetStart(from, i);
      if (start === null && this.isSampled(i)) break;
      if (start === null) {
        // "that is why it is `+=`" speaks of the sign.
        const isNamed = this.tokens[i - 1]?.text === '`' && this.tokens[i + 1]?.text === '`';
        const isAssignment = !isNamed && (i === 0 || isGiving(this.tokens[i]?.text ?? ''));
        if (isAssignment)
          throw new Unreadable(
            placeIn(this.line, this.tokens[i]),
            'an equation without a symbol on its left',
            HELP,
          );
        continue;
      }
      const isSaid = isMotto(this.tokens, start, i) || isLegend(this.tokens, start, i, this.options);
      const read = isSaid ? null : this.at(start, i);
      if (!read) continue;
      const { statement, next } = read;
      const end = statement.doubt ? next : this.inWords(statement, i, next);
      from = Math.max(end ?? next, i + 1);
      if (end === null) continue;
      if (!this.isRemarked(start, end)) statement.doubt ??= this.behind(end, isNumber(statement));
      statement.isMarked = this.tokens[start - 1]?.text === '`';
      // What begins its line in backticks is a step, and the words behind it are said of it.
      const isOpen = statement.doubt !== null && means('gradient', statement.key);
      statement.isAlone = this.isLabel(start) && (statement.isMarked || isOpen || this.endsAt(end));
      found.push(statement);
    }
    return found;
  }

  /** `Adam(weight_decay=0.01)` names an argument. */
  private isKeyword(relation: number): boolean {
    const { text: keyword = '' } = this.tokens[relation - 1] ?? {};
    if (!isSetting(keyword)) return false;
    let depth = 0;
    for (let i = relation - 1; i > 0; i--) {
      const { text, isTight } = this.tokens[i]!;
      if (/^[)\]}]$/.test(text)) depth++;
      else if (/^[[{(]$/.test(text) && depth-- === 0) {
        const called = this.tokens[i - 1]!;
        return isTight && called.kind === 'name' && optimizersIn(called.text).length > 0;
      }
    }
    return false;
  }

  /** `∇f_t(θ_{t−1}) ← SelectBatch(θ_{t−1})`: where the gradient comes from, as the paper of AdamW has it. */
  private isSampled(relation: number): boolean {
    const [name, open, ...rest] = this.tokens.slice(relation + 1);
    const isOne = rest.findIndex(({ text }) => text === ')') === rest.length - 1;
    const isCall = name?.kind === 'name' && name.text.length > 1 && open?.text === '(' && isOne;
    return this.tokens.slice(0, relation).find(({ kind }) => kind !== 'number')?.text === '∇' && isCall;
  }

  /** A line that is a term and nothing else belongs to an equation that was not recognised. */
  private refuseTerms(): void {
    const isName = this.tokens.some(({ kind, text }) => kind === 'name' && isFormulaName(text));
    const isCalculated = this.tokens.some(({ text }) => /^(\*\*?|[/+−·⊙^√])$/.test(text));
    if (isName && isCalculated && this.reader.isWholeTerm())
      throw new Unreadable(placeIn(this.line, this.tokens[0]), 'a term that stands alone', HELP);
  }

  /**
   * "η = learning rate" says what a symbol is called, and computes nothing; "g = gradient of the loss at θ + αv" says it in
   * words.
   * @returns the token behind; null where the equation is none
   */
  private inWords(statement: Statement, relation: number, next: number): number | null {
    const [last, word] = [this.tokens[next - 1]!, this.tokens[next]];
    if (last.kind !== 'name' || word?.kind !== 'name') return next;
    const clause = clauseAt(this.tokens, next);
    const said = this.line.text.slice(last.start, clause.at(-1)?.end);
    // "grad L at w_ahead"
    const first = this.tokens[relation + 1]!.text.toLowerCase();
    const isOfLoss = next === relation + 3 && means('gradients', first) && means('objective', last.text);
    const isGradient = isOfLoss || means('gradients', last.text.toLowerCase()) || tellsGradient(last.text);
    // "the largest of (β₂u) and |g|"
    const isOfMore = isGiving(this.tokens[relation]!.text) && this.tokens[next + clause.length]?.text === '(';
    const isCalculated =
      isOfMore || clause.some(({ kind, text }) => kind === 'number' || /^[-+*/·√^=←]$/.test(text));
    const named = clause.findLastIndex((token) => this.isPoint(token));
    const at = named > 0 ? named - 1 : clause.findLastIndex(({ text }) => AT.has(text.toLowerCase()));
    const isAt = isGradient && at >= 0 && this.reader.isTerm(next + at + 1);
    const isOther = tellsOtherSteps(said) || tellsLater(said) || (!isGradient && tellsChange(said));
    const isOfGradient = isGradient || means('gradient', statement.key);
    if ((isOfGradient && isOther) || (isGradient && isCalculated && !isAt))
      statement.doubt = this.doubt(word);
    if (statement.doubt) return next;
    if (!isGradient) {
      const isWord = next === relation + 2 && !isFormulaName(last.text) && !isCalculated;
      // "n = number of examples"
      const isLeft = BEHIND.has(word.text.toLowerCase()) && word.text !== 'of';
      if (!isWord || isLeft) return next;
      // "v ← vector of ones" gives v a value, and "n = number of examples" says what n is.
      if (!isGiving(this.tokens[relation]!.text) && !STARTS_ELSEWHERE.test(said))
        return isOfGradient ? next : null;
      statement.value = [namePiece(last.text, placeIn(this.line, last))];
      return next + clause.length;
    }
    if (!isAt) return next + clause.length;
    const { pieces, next: end } = this.reader.expression(next + at + 1);
    const place = placeIn(this.line, last);
    statement.value = [letter('nabla', place), letter('J', place), group(pieces, place)];
    return end;
  }

  /** Of the words for a gradient, what the answer makes elsewhere: whatever stands before it, the gradient is taken there. */
  private isPoint({ kind, text }: Token): boolean {
    const key = keyOfName(text);
    const isOther = text.length > 1 && !means('gradients', key) && !means('parameter', key);
    return kind === 'name' && isOther && this.options.targets.has(key);
  }

  /** Where the symbol directly before a relation begins. */
  private targetStart(from: number, relation: number): number | null {
    for (let start = Math.max(from, relation - LONGEST_TARGET); start < relation; start++) {
      const before = start > from ? this.tokens[start - 1] : undefined;
      const first = this.tokens[start] as Token;
      if (first.kind !== 'name' && !/^[∂∇|(]$/.test(first.text)) continue;
      if (before && (/^[-+*/·√^_.[{∂]$/.test(before.text) || (before.kind === 'number' && before.isTight)))
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

  /** "In Adam this would be d = m instead": what is behind it is said of another optimizer. */
  private isRemarked(start: number, next: number): boolean {
    const before = lastSentence(this.line.bare.slice(0, this.tokens[start]!.start));
    return (
      optimizersIn(before).length > 0 && isRemark(before, this.line.bare.slice(this.tokens[next - 1]!.end))
    );
  }

  /** @param isNumber "beta = 0.9 means that …" gives a number, and the sentence goes on. */
  private behind(next: number, isNumber: boolean): Unreadable | null {
    const token = this.tokens[next];
    if (!token) return null;
    // Behind a bracket or a backtick the sentence goes on with something else, but for the next word.
    const reach = /^[`)]$/.test(token.text) ? /^\W*\w+( by)?/ : /^[^.!?=←]*/;
    const sentence = reach.exec(this.line.bare.slice(token.start))?.[0] ?? '';
    const change = CHANGES.exec(sentence);
    if (change) return this.doubt(tokenAt(token.start + change.index, change[0]));
    const after = this.tokens[next + 1];
    // A word in the column behind it is said of it.
    const isColumn =
      isApart(this.tokens, next, this.options) && token.kind === 'name' && token.text.length > 1;
    if (isColumn && !DEPENDS.test(sentence) && !isAgain(sentence)) return null;
    // "Gradient : Wurzel aus (…)" divides.
    if (token.text === ':' && !token.isTight && /[(√/*·×+−]/.test(this.line.bare.slice(token.end)))
      return this.doubt(token);
    // `m = …` · `v = …`
    const isDivider = after?.text === '·' && this.tokens[next + 2]?.text === '`';
    if (!isDivider && /^[`)\]|]$/.test(token.text) && /^(\*\*?|[-+/^·×⊙−])$/.test(after?.text ?? ''))
      return this.doubt(after);
    // `g |v|`: no cell of a table and no divider.
    const close = this.tokens.slice(next + 1).findIndex(({ text }) => text === '|');
    const within = this.tokens.slice(next + 1, next + 1 + close);
    const isFactor =
      within.every(({ kind, text }) => kind !== 'name' || text.length < 3 || isFormulaName(text)) &&
      !within.some(({ text }) => isRelation(text));
    if (token.text === '|' && close >= 0 && isFactor && !/^\s*\|/.test(this.line.text))
      return this.doubt(token);
    if (/^[.,;:()`|\]、。，；：]$|^[–—]$/.test(token.text) || IS_FOREIGN.test(token.text)) return null;
    if (
      token.kind === 'name' &&
      (BEHIND.has(token.text.toLowerCase()) ||
        (isNumber && !isFormulaName(token.text) && !/\b(each|every|again|always)\b/i.test(sentence)))
    )
      return null;
    if (token.kind === 'name' && isJoining(token.text) && after !== undefined) return null;
    // "w := w − αg a stejně tak b := …": a condition would assign nothing.
    const end = this.tokens.findIndex(({ kind }, i) => i > next && kind !== 'name');
    if (token.kind === 'name' && end > next + 1 && isGiving(this.tokens[end]!.text)) return null;
    return this.doubt(token);
  }

  private doubt(token: Token | undefined): Unreadable {
    const place = placeIn(this.line, token);
    return new Unreadable(place, `“${place.token}” stands behind an equation`, HELP);
  }

  /** Of an equation that no formula tells, the name that gets a value. */
  private named(start: number, relation: number, value: string, doubt: Unreadable | null): Statement {
    const isName = ({ kind, text }: Token): boolean => kind === 'name' && !isOwner(text, this.options);
    const target = this.tokens.slice(start, relation).find(isName) ?? this.tokens[start]!;
    const at = placeIn(this.line, target);
    return {
      line: this.line,
      start: target.start,
      end: this.line.text.length,
      target: [namePiece(target.text, at)],
      relation: [operator('=', at)],
      value: [word(value, at)],
      key: keyOfName(target.text),
      doubt,
      isAlone: false,
      isMarked: false,
      isUpdate: this.tokens.filter(({ text }) => text === target.text).length > 1,
    };
  }

  /** "g ← mean gradient over the batch", "m ← 损失在 θ 处的梯度": the gradient, told in words without a sign that calculates. */
  private told(start: number, relation: number): Statement | null {
    const first = this.tokens[relation + 1];
    if (!first) return null;
    const isForeign = IS_FOREIGN.test(first.text);
    const statement = this.named(start, relation, 'grad', null);
    // Lest each of many equations in a line read the rest of it.
    if (!isForeign && !means('gradient', statement.key)) return null;
    const words = this.line.bare.slice(first.start).trim();
    if (isForeign && isGradientWordForWord(words)) return statement;
    const isTold = means('gradient', statement.key) && isWords(words) && tellsGradient(words);
    return isTold && !this.tokens.slice(relation + 1).some((token) => this.isPoint(token)) ? statement : null;
  }

  /** "Compute gradient G": a line without an equation that names the gradient. */
  gradientNamed(): Statement[] {
    const name = gradientNamedIn(this.line.bare);
    const at = this.tokens.findIndex(({ text }) => text === name);
    if (at < 0 || this.options.targets.has(name!) || means('parameter', name!)) return [];
    return [{ ...this.named(at, at + 1, 'grad', null), isAlone: true }];
  }

  /** The equation of a relation, and the token behind it. */
  private at(start: number, relation: number): { statement: Statement; next: number } | null {
    const told = this.told(start, relation);
    if (told) return { statement: told, next: this.tokens.length };
    return readOr(
      () => {
        const read = this.reader.equation(start);
        if (!read) return null;
        const [from, to] = [this.tokens[start]!.start, this.tokens[read.next - 1]!.end];
        const place = { line: this.line, start: from, end: to, isAlone: false, isMarked: false };
        return { statement: { ...read.equation, ...place, doubt: null }, next: read.next };
      },
      (doubt) => ({ statement: this.named(start, relation, '?', doubt), next: this.tokens.length }),
    );
  }
}

/** new_w as w_new, and old_w as w_old. */
const agedLast = (text: string): string => text.replace(/^(new|next|old|prev|last)_(\w+)$/, '$2_$1');

const CALL = /^[\w.[\]'"]*?(\w+)\(.*\)\s*;?$/s;

/**
 * The equations of a line.
 * @throws Unreadable at a line of a listing of which it is not known what it does
 */
export function statementsOf(line: Line, options: PlainOptions): Statement[] {
  const reader = new TextLine(line, options);
  const found = reader.statements();
  if (found.length === 0) found.push(...reader.gradientNamed());
  const call = found.length === 0 && options.isListing ? CALL.exec(line.bare)?.[1] : undefined;
  if (call !== undefined && !isHarmlessCall(call) && !isGradientCall(call))
    throw new Unreadable(
      placeIn(line, undefined),
      'a call of which it is not known what it changes',
      'Write the update itself, as an equation.',
    );
  return found;
}
