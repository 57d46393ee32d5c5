/** What the names of a program stand for in a language that declares them, from the inner blocks to the outer ones. */
import type { Node, Span } from '../nodes.ts';

export interface Variable {
  /** Under which name it goes on: another one than is written, where it hides a variable of a block around it. */
  name: string;
  /** Null where nothing says so. */
  isInteger: boolean | null;
  /** What it is another name of: a field of the object, or what a reference refers to. */
  place?: (at: Span) => Node;
  /** A new value of it is one of what it stands for, as in `for (auto& x : w)`. */
  isReference?: boolean;
  /** It has entries that are counted, or fields: it is no number, and no key. */
  hasParts?: boolean;
  /** As it is declared. */
  type?: string;
  /** What it says of: was there such an entry? */
  found?: Node;
}

interface Scope {
  /** Its names are those of the function's parameters, too. */
  isOfFunction: boolean;
  variables: Map<string, Variable>;
}

export class Scopes {
  private readonly open: Scope[] = [{ isOfFunction: true, variables: new Map() }];

  within<T>(isOfFunction: boolean, read: () => T): T {
    this.open.push({ isOfFunction, variables: new Map() });
    const result = read();
    this.open.pop();
    return result;
  }

  find(name: string): Variable | undefined {
    return this.open.findLast(({ variables }) => variables.has(name))?.variables.get(name);
  }

  /** What stands outside of all functions. */
  get names(): readonly string[] {
    return [...this.open[0]!.variables.keys()];
  }

  /** Does a loop or a condition of this function stand around what is read, or a function? */
  get isInner(): boolean {
    return this.open.length > 1;
  }

  get isInFunction(): boolean {
    return this.open.slice(1).some(({ isOfFunction }) => isOfFunction);
  }

  /** What goes by its own name, whatever it hides: parameters, the names of a loop, fields. */
  add(name: string, variable: Omit<Variable, 'name'>): void {
    this.open.at(-1)!.variables.set(name, { name, ...variable });
  }

  /** Is it declared in this very block? */
  isOwn(name: string): boolean {
    return this.open.at(-1)!.variables.has(name);
  }

  /** A variable of this block; one that hides another of a block around it is not that one. */
  declare(name: string, isInteger: boolean | null): Variable {
    const own = this.open.at(-1)!.variables;
    const known =
      own.get(name) ?? this.open.findLast(({ variables }) => variables.has(name))?.variables.get(name);
    const isHiding = known !== undefined && !own.has(name) && !known.place;
    const variable: Variable = {
      name: isHiding ? `${known.name}_here` : own.has(name) ? known!.name : name,
      isInteger,
    };
    own.set(name, variable);
    return variable;
  }
}
