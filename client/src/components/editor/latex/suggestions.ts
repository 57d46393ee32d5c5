/** What may be completed at a place of an answer. Pure. */
import { COMMANDS, ENVIRONMENTS } from './commands.ts';
import { formulaAround } from './formulas.ts';
import { symbolsByFrequency } from './symbols.ts';
import { BLOCKS } from './templates.ts';

/** What a sheet knows about its symbols. */
export interface MathContext {
  /** The sheet's macros, such as `{ '\\grad': '\\nabla_\\theta J' }`. */
  macros: Record<string, string>;
  /** Statements, directions and the student's answers as they are now. */
  texts: () => readonly string[];
}

export interface Suggestion {
  label: string;
  detail: string;
  /** Text or, with `${…}` in it, a template. */
  insert: string;
}

export interface Suggestions {
  /** Offset from which a suggestion replaces what is typed. */
  from: number;
  /** The sheet's first. */
  list: Suggestion[];
}

const IN_SHEET = 'in this sheet';

/** A macro's argument count as KaTeX takes it: the highest `#n` of its body. */
function macroTemplate(name: string, body: string): string {
  const count = Math.max(0, ...[...body.matchAll(/#(\d)/g)].map(([, number]) => Number(number)));
  return name + '{${}}'.repeat(count);
}

/** Whether a symbol is meant by the letters typed so far: `\hat{m}_t` by "hat" and by "m". */
function isMeantBy(symbol: string, query: string): boolean {
  const base = symbol.split('_', 1)[0]!;
  return query === '' || (base.match(/[A-Za-z]+/g) ?? []).some((word) => word.startsWith(query));
}

function commandsFor(query: string, { macros, texts }: MathContext): Suggestion[] {
  const own = Object.entries(macros)
    .filter(([name]) => name.startsWith(`\\${query}`))
    .map(([name, body]) => ({ label: name, detail: body, insert: macroTemplate(name, body) }));
  const symbols = symbolsByFrequency(texts())
    .filter((symbol) => isMeantBy(symbol, query) && !COMMANDS.some(({ name }) => symbol === `\\${name}`))
    .map((symbol) => ({ label: symbol, detail: IN_SHEET, insert: symbol }));
  const commands = COMMANDS.filter(({ name }) => name.startsWith(query)).map(
    ({ name, detail, template }) => ({
      label: `\\${name}`,
      detail,
      insert: template ?? `\\${name}`,
    }),
  );
  return [...own, ...symbols, ...commands];
}

function subscriptsFor(typed: string, { texts }: MathContext): Suggestion[] {
  return symbolsByFrequency(texts())
    .filter((symbol) => symbol.startsWith(typed))
    .map((symbol) => ({ label: symbol, detail: IN_SHEET, insert: symbol }));
}

function environmentsFor(query: string): Suggestion[] {
  return ENVIRONMENTS.filter(({ name }) => name.startsWith(query)).map(({ name, detail, body }) => ({
    label: name,
    detail,
    insert: `\\begin{${name}}\n\t${body}\n\\end{${name}}`,
  }));
}

/** A command that is being typed; `\\` before it is a line end. */
const COMMAND = /(?<!\\)(?:\\\\)*\\([A-Za-z]*)$/;
const ENVIRONMENT = /\\begin\{([A-Za-z]*)$/;
/** A symbol whose subscript is being typed, such as `\hat{m}_` or `v_{t`. */
const SUBSCRIPT = /(?<![A-Za-z\\])(?:\\[A-Za-z]+(?:\{[^{}]*\})?|[A-Za-z])_\{?[A-Za-z0-9+-]*$/;

/**
 * Suggestions in formulas only: behind a backslash commands and symbols, behind `_` the symbols that begin so. None when
 * what is typed is whole, so that Enter is a new line again.
 * @param asked whether they were asked for; then an empty line of prose offers blocks too
 */
export function suggestionsAt(
  text: string,
  at: number,
  math: MathContext,
  asked: boolean,
): Suggestions | null {
  const line = text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
  const command = COMMAND.exec(line)?.[1];
  const environment = ENVIRONMENT.exec(line);
  const subscript = SUBSCRIPT.exec(line)?.[0];
  if (!asked && command === undefined && environment === null && subscript === undefined) return null;
  if (formulaAround(text, at) === null) {
    const isEmptyLine = (text.slice(at - line.length).split('\n', 1)[0] ?? '').trim() === '';
    const blocks = BLOCKS.map(({ label, template }) => ({ label, detail: 'block', insert: template }));
    return asked && isEmptyLine ? { from: at, list: blocks } : null;
  }
  if (environment !== null)
    return offer(at - environment[0].length, environment[1]!, environmentsFor(environment[1]!));
  if (command !== undefined)
    return offer(at - command.length - 1, `\\${command}`, commandsFor(command, math));
  if (subscript !== undefined) return offer(at - subscript.length, subscript, subscriptsFor(subscript, math));
  return { from: at, list: commandsFor('', math) };
}

function offer(from: number, typed: string, list: Suggestion[]): Suggestions | null {
  const seen = new Set<string>();
  const distinct = list.filter(({ label }) => !seen.has(label) && seen.add(label));
  return distinct.length === 0 || seen.has(typed) ? null : { from, list: distinct };
}
