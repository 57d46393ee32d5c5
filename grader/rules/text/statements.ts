/** Lines of plain text and code → equations in TeX, each with its line and what it needs. */
import type { Line } from './lines.ts';
import { Unreadable } from '../place.ts';
import type { PlainOptions } from './plainCursor.ts';
import type { Part } from './plainCalls.ts';
import { isParameterWord, nameTex } from './plainNames.ts';
import type { Token } from './plainTokens.ts';
import { BEHIND, HELP, placeIn, RELATION, TextLine } from './sentences.ts';
import type { Statement } from './sentences.ts';

/** Statements that compute nothing of the rule. */
const HARMLESS =
  /^(print\w*|import|from|pass|break|continue|global|nonlocal|assert|raise|yield|log|del|require[sd]?|ensure|input|output|inputs|outputs|data|given|result|@|using|#|--)(?![\w]*\s*[-+*/]?=[^=])/i;
const HARMLESS_CALL =
  /^[\w.]*\b(zero_grad|backward|step|append|print\w*|log\w*|format|train|eval|plot|show|title|legend|seed|manual_seed|info|write|close|extend|forward|super|__init__|setdefault)\(/;
const CALL = /^[\w.[\]'"]+\(.*\)$/s;

/** A container that is still empty: what is in it is said elsewhere. */
const EMPTY =
  /=\s*(None|null|undefined|\{\s*\}|\[\s*\]|dict\(\)|list\(\)|(collections\.)?defaultdict\(.*\)|new Map\(\))\s*;?$/;
/** Constants that are handed over together. */
const HANDED_OVER =
  /^(\w+\s*,\s*)+\w+\s*=\s*[\w.]*\b(betas|defaults|args|config|hyper\w*|group\[['"]betas['"]\])$/;

/** Words that stand on the left of an equation. */
export function targetsIn(text: string): Set<string> {
  const found = new Set<string>();
  for (const match of text.matchAll(/([A-Za-z]\w*)[ \t]*(?:=(?!=)|←|:=|<-|[-+*/−]=)/g)) {
    if (match[1] && !BEHIND.test(match[1])) found.add(match[1]);
  }
  return found;
}

/** Names that one statement gives their values. */
const MAX_AT_ONCE = 12;

class LineReader extends TextLine {
  read(): Statement[] {
    const { bare } = this.line;
    if (!this.options.isCode) return this.inText();
    if (/^return\b/.test(bare)) return this.returned();
    const skips = this.line.blocks.findLast(({ kind }) => kind === 'condition');
    if (/^continue\b/.test(bare) && skips && !/None|null/.test(skips.line.text))
      throw new Unreadable(placeIn(this.line, this.tokens[0]), 'steps that are left out', HELP);
    if ([HARMLESS, HARMLESS_CALL, EMPTY, HANDED_OVER].some((words) => words.test(bare))) return [];
    const hasRelation = this.tokens.some((token) => RELATION.test(token.text));
    const first = this.tokens.findIndex((token) => RELATION.test(token.text));
    const isPlain = hasRelation && !this.tokens.slice(0, first).some((token) => token.text === ':');
    const assigned = isPlain ? (this.tuple() ?? this.chained() ?? this.statements()) : null;
    if (assigned) return assigned;
    const inPlace = this.inPlace();
    if (inPlace) return [inPlace];
    if (CALL.test(bare)) {
      throw new Unreadable(
        placeIn(this.line, this.tokens[0]),
        'a call of which it is not known what it changes',
        'Write the update itself, as an equation.',
      );
    }
    const found = this.inText();
    // A sentence may stand in pseudo code, but no calculation that is not read.
    const isCalculation = hasRelation || /\*|[\w)]\s*[/^]\s*[\w(]|√|\w\(/.test(bare);
    if (found.length === 0 && isCalculation) {
      throw new Unreadable(placeIn(this.line, this.tokens[0]), 'a line that is not understood', HELP);
    }
    return found;
  }

  /** `return w - lr * v, v` gives the parameters their new value. */
  private returned(): Statement[] {
    if (!/[-+*/^%@√]|\w\(/.test(this.line.bare)) return [];
    const isOurs = ({ kind, text }: Token): boolean =>
      kind === 'name' && (this.options.targets.has(text) || isParameterWord(nameTex(text)));
    const ours = this.tokens.find(isOurs);
    if (!ours) return [];
    try {
      return this.results();
    } catch (error) {
      if (error instanceof Unreadable) return [this.undefinable(ours, ours, error)];
      throw error;
    }
  }

  private results(): Statement[] {
    const found: Statement[] = [];
    for (let from = 1; from < this.tokens.length;) {
      if (found.length > MAX_AT_ONCE) throw this.doubt(this.tokens[from], 'is one result too many');
      const first = this.tokens[from] as Token;
      const { parts, length, names } = this.reader.expression(from);
      const target = nameTex(first.text);
      const value = parts.map(({ tex }) => tex).join('');
      if (value !== target && value !== `(${target})`) {
        if (first.kind !== 'name' || !isParameterWord(target))
          throw new Unreadable(placeIn(this.line, first), 'a result that is not given a name', HELP);
        const gets = { tex: `${target} \\gets `, at: first.start };
        const equation = { parts: [gets, ...parts], target, value, names, length, isUpdate: true };
        found.push(this.statementOf(from, equation, null, true));
      }
      from += length;
      const next = this.tokens[from];
      if (next && next.text !== ',') throw this.doubt(next, 'is not expected here');
      from++;
    }
    return found;
  }

  /** `a = b; c = d` */
  private statements(): Statement[] | null {
    const found: Statement[] = [];
    let from = 0;
    while (from < this.tokens.length) {
      if (found.length > MAX_AT_ONCE)
        throw this.doubt(this.tokens[from], 'is one statement too many in a line');
      const statement = this.at(from, true);
      if (!statement) return found.length > 0 ? [...found, ...this.broken(from)] : null;
      found.push(statement.statement);
      const relation = this.tokens.findIndex((token, i) => i >= from && RELATION.test(token.text));
      from = this.inWords(statement.statement, relation, statement.next) ?? statement.next;
      if (/^[;,]$/.test(this.tokens[from]?.text ?? '')) from++;
      else if (from < this.tokens.length && statement.statement.doubt === null) {
        statement.statement.doubt = this.doubt(this.tokens[from], 'is not expected here');
        break;
      } else if (statement.statement.doubt) break;
    }
    return found;
  }

  private broken(from: number): Statement[] {
    throw new Unreadable(placeIn(this.line, this.tokens[from]), 'a statement that is not understood', HELP);
  }

  private inPlace(): Statement | null {
    const equation = this.reader.inPlace(0);
    if (!equation) return null;
    const rest = this.tokens[equation.length];
    return this.statementOf(0, equation, rest ? this.doubt(rest, 'is not expected here') : null, true);
  }

  /** `m, v = 0, 0` */
  private tuple(): Statement[] | null {
    const relation = this.tokens.findIndex((token) => token.text === '=');
    const targets: Token[] = [];
    for (let at = 0; at < relation; at++) {
      const end = this.reader.targetEnd(at);
      if (end === null || !/^[,=]$/.test(this.tokens[end]?.text ?? '')) return null;
      const name = this.tokens
        .slice(at, end)
        .findLast(({ kind, text }) => kind === 'name' && !/^(data|i|p)$/.test(text));
      if (!name) return null;
      targets.push(name);
      at = end;
    }
    if (targets.length < 2 || targets.length > MAX_AT_ONCE) return null;
    const values: { parts: Part[]; names: ReadonlySet<string> }[] = [];
    let from = relation + 1;
    try {
      while (from < this.tokens.length) {
        const { parts, names, length } = this.reader.expression(from);
        values.push({ parts, names });
        from += length;
        if (this.tokens[from]?.text === ',') from++;
        else if (from < this.tokens.length) throw this.doubt(this.tokens[from], 'is not expected here');
      }
      if (values.length !== targets.length)
        throw this.doubt(this.tokens[relation + 1], 'gives several names one value');
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      return targets.map((token) => this.undefinable(token, token, error));
    }
    return targets.map((token, i) => {
      const { parts, names } = values[i]!;
      const target = nameTex(token.text);
      // All values are taken before any name gets its own: one by one says the same where none needs what stands before it.
      const isMixed = targets.slice(0, i).some((other) => names.has(nameTex(other.text)));
      return {
        line: this.line,
        start: 0,
        end: this.line.text.length,
        parts: [{ tex: `${target} \\gets `, at: token.start }, ...parts],
        target,
        value: parts.map((part) => part.tex).join(''),
        names,
        doubt: isMixed ? this.doubt(token, 'gets its value together with names that it uses') : null,
        isAlone: true,
        isMarked: false,
        isUpdate: isMixed || names.has(target),
      };
    });
  }

  /** `m = v = 0` */
  private chained(): Statement[] | null {
    const targets: Token[] = [];
    let from = 0;
    for (;;) {
      const end = this.reader.targetEnd(from);
      if (end === null || this.tokens[end]?.text !== '=' || targets.length > MAX_AT_ONCE) break;
      const name = this.tokens.slice(from, end).findLast(({ kind }) => kind === 'name');
      if (!name) return null;
      targets.push(name);
      from = end + 1;
    }
    if (targets.length < 2 || !this.reader.isTerm(from)) return null;
    const { parts, names, length } = this.reader.expression(from);
    if (names.size > 0 || from + length < this.tokens.length) return null;
    return targets.map((token) => ({
      line: this.line,
      start: 0,
      end: this.line.text.length,
      parts: [{ tex: `${nameTex(token.text)} \\gets `, at: token.start }, ...parts],
      target: nameTex(token.text),
      value: parts.map((part) => part.tex).join(''),
      names,
      doubt: null,
      isAlone: true,
      isMarked: false,
      isUpdate: false,
    }));
  }
}

/** @throws Unreadable at a line of code of which it is not known what it does */
export function statementsOf(line: Line, options: PlainOptions): Statement[] {
  return new LineReader(line, options).read();
}
