/**
 * The macros in force at one place of an answer, as a value: KaTeX writes definitions into the object it is given, so
 * each formula gets a copy, and what it did to the copy is the state that the next formula begins from.
 */

/** KaTeX's token. `\noexpand` sets the last two while the token is read, so tokens are copied too. */
interface MacroToken {
  text: string;
  noexpand?: boolean;
  treatAsRelax?: boolean;
}

/** Text as an author gives it, KaTeX's own reading of a definition, or a built-in that `\let` gave another name. */
type Macro = string | { tokens: MacroToken[]; numArgs: number } | ((expander: object) => string | object);

export type Macros = Readonly<Record<string, Macro>>;

export interface Definitions {
  /** Equal ids mean equal macros. */
  id: number;
  macros: Macros;
  /** Characters and tokens, about. */
  size: number;
}

let lastId = 0;

function define(macros: Macros): Definitions {
  lastId += 1;
  const size = Object.values(macros).reduce((sum, macro) => sum + sizeOf(macro), 0);
  return { id: lastId, macros, size };
}

function sizeOf(macro: Macro): number {
  if (typeof macro === 'function') return 1;
  return typeof macro === 'string' ? macro.length : macro.tokens.length + 1;
}

/** The definitions that an answer begins with; each call gives an id of its own. */
export function initialDefinitions(macros: Macros): Definitions {
  return define({ ...macros });
}

export interface OpenDefinitions {
  /** For KaTeX to read and to write while it draws one formula. */
  macros: Record<string, Macro>;
  /** The definitions after that formula: the ones before it unless it changed any. */
  close: () => Definitions;
}

/** @param onLookup called whenever KaTeX looks a token up, which it does for every token that it reads */
export function openDefinitions(before: Definitions, onLookup: () => void): OpenDefinitions {
  const observed = {
    hasOwnProperty(name: string) {
      onLookup();
      return Object.hasOwn(this, name);
    },
  };
  const macros = Object.create(observed) as Record<string, Macro>;
  for (const [name, macro] of Object.entries(before.macros)) macros[name] = copy(macro);
  const given = { ...macros };
  const isUntouched = (name: string): boolean =>
    macros[name] === given[name] && sameTokens(macros[name]!, before.macros[name]!);
  return {
    macros,
    close: () => {
      // KaTeX forgets the tag of the last formula before it reads the next.
      delete macros['\\df@tag'];
      const names = Object.keys(macros);
      const unchanged = names.length === Object.keys(given).length && names.every(isUntouched);
      return unchanged ? before : define({ ...macros });
    },
  };
}

function copy(macro: Macro): Macro {
  if (typeof macro !== 'object') return macro;
  const copyToken = (token: MacroToken): MacroToken =>
    Object.assign(Object.create(Object.getPrototypeOf(token) as object) as MacroToken, token);
  return { ...macro, tokens: macro.tokens.map(copyToken) };
}

function sameTokens(macro: Macro, original: Macro): boolean {
  if (typeof macro !== 'object' || typeof original !== 'object') return true;
  return macro.tokens.every((token, index) => {
    const { text, noexpand, treatAsRelax } = original.tokens[index]!;
    return token.text === text && token.noexpand === noexpand && token.treatAsRelax === treatAsRelax;
  });
}
