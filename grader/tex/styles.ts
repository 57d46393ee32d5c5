/** Bold, emphasis, typewriter: groups with a switch in them and commands with an argument. */
import type { Range } from './document.ts';
import { codeSpan, paragraph } from './paragraph.ts';
import { SECTIONS, SWITCHES, SYMBOLS } from './vocabulary.ts';
import type { Style } from './vocabulary.ts';
import { Flow, own } from './writer.ts';
import type { Writer } from './writer.ts';

export function writeGroup(writer: Writer, range: Range, flow: Flow): void {
  const styles: Style[] = [];
  let from = writer.document.skipSpace(range.from, range.to);
  for (;;) {
    const token = writer.document.tokens[from];
    const style = from < range.to && token?.kind === 'command' ? own(SWITCHES, token.name) : undefined;
    if (style === undefined) break;
    styles.push(style);
    from = writer.document.skipSpace(from + 1, range.to);
  }
  if (styles.length === 0) writer.walk(range, flow);
  else writeStyled(writer, styles, { from, to: range.to }, flow);
}

export function writeStyled(writer: Writer, styles: Style[], range: Range, flow: Flow): void {
  const [style, ...rest] = styles;
  const repeated = style === 'strong' && writer.styles.includes('strong');
  if (style === undefined || !isInline(writer, range)) writer.walk(range, flow);
  else if (style === 'plain' || repeated) writeStyled(writer, rest, range, flow);
  else if (style === 'code') {
    const code = codeText(writer, range);
    if (code === null) writeStyled(writer, rest, range, flow);
    else flow.markup(codeSpan(code));
  } else {
    const nested = writer.styles.filter((outer) => outer === 'emphasis').length % 2 === 1;
    const marker = style === 'strong' ? '**' : style === 'strike' ? '~~' : nested ? '_' : '*';
    writer.styles.push(style);
    const inner = new Flow();
    writeStyled(writer, rest, range, inner);
    writer.styles.pop();
    const lead = writer.document.tokens[range.from]?.kind === 'space' ? ' ' : '';
    const trail = writer.document.tokens[range.to - 1]?.kind === 'space' ? ' ' : '';
    flow.pieces.push({ kind: 'styled', marker, inner: lead + paragraph(inner.pieces) + trail });
  }
}

function isInline(writer: Writer, { from, to }: Range): boolean {
  return writer.document.tokens
    .slice(from, to)
    .every(
      ({ kind, name }) =>
        kind !== 'paragraph' &&
        kind !== 'verbatim' &&
        kind !== 'begin' &&
        name !== '$$' &&
        name !== '\\[' &&
        !(
          kind === 'command' &&
          (name === 'item' ||
            name === 'par' ||
            Object.hasOwn(SECTIONS, name) ||
            writer.context.macros.has(`\\${name}`))
        ),
    );
}

/** The characters of typewriter text; null when it holds more than characters. */
function codeText(writer: Writer, { from, to }: Range): string | null {
  let code = '';
  for (let index = from; index < to; index += 1) {
    const { kind, value, name } = writer.document.tokens[index]!;
    if (kind === 'text') code += value === '~' ? ' ' : value;
    else if (kind === 'space') code += ' ';
    else if (kind === 'command' && Object.hasOwn(SYMBOLS, name)) code += SYMBOLS[name];
    else if (kind !== 'comment' && writer.document.partner[index]! < 0) return null;
    else if (kind !== 'comment' && kind !== 'open' && kind !== 'close') return null;
  }
  return code;
}
