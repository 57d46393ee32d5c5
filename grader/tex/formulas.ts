/** Formulas, copied as they stand save for the author's commands that KaTeX cannot define. */
import { TexDocument } from './document.ts';
import type { Range } from './document.ts';
import { expansionAt } from './macros.ts';
import type { MacroDefinition } from './macros.ts';
import type { Flow, Writer } from './writer.ts';

export function writeFormula(writer: Writer, range: Range, flow: Flow): void {
  const { name, from, to } = writer.document.tokens[range.from]!;
  const source = formulaSource(writer, range);
  const inner = source.slice(to - from);
  if (name === '$') flow.pieces.push({ kind: 'math', text: inner.slice(0, -1).replace(/\s*\n\s*/g, ' ') });
  else flow.markup(name === '\\(' ? source.replace(/\s*\n\s*/g, ' ') : source);
}

/** The source of a formula without comments and blank lines. */
export function formulaSource(writer: Writer, range: Range): string {
  const source = writer.document.uncommented(range).replace(/\n[ \t]*(?=\n)/g, '');
  // Their starred forms only size the bars otherwise.
  return writtenOut(source, writer.context.macros).replace(/\\(abs|norm)\s*\*/g, '\\$1');
}

const MAX_PASSES = 4;
const MAX_WRITTEN = 4000;

/** KaTeX knows no optional arguments and no starred forms of the author's commands: these calls are written out. */
function writtenOut(source: string, macros: ReadonlyMap<string, MacroDefinition>): string {
  const isOdd = (macro: MacroDefinition): boolean => macro.optional !== null || macro.starred;
  if (![...macros.values()].some((macro) => isOdd(macro) && source.includes(macro.name))) return source;
  let text = source;
  for (let pass = 0; pass < MAX_PASSES; pass += 1) {
    const document = new TexDocument(text);
    const limit = document.tokens.length;
    let out = '';
    for (let index = 0; index < limit;) {
      const { kind, name, from, to } = document.tokens[index]!;
      const macro = kind === 'command' ? macros.get(`\\${name}`) : undefined;
      const odd = macro !== undefined && isOdd(macro) && macro.body.length <= MAX_WRITTEN ? macro : null;
      const start = odd?.starred ? document.arguments(index + 1, limit, '*[').next - 1 : index;
      const call = odd === null ? null : expansionAt(document, start, limit, odd);
      out += call?.text ?? text.slice(from, to);
      if (out.length > MAX_WRITTEN) return source;
      index = call?.next ?? index + 1;
    }
    if (out === text) break;
    text = out;
  }
  return text;
}
