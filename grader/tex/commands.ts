/** Commands in text, with their arguments; each function returns the index of the token after them. */
import { titleOption } from './document.ts';
import { languageOf, writeList } from './environments.ts';
import { formulaSource } from './formulas.ts';
import { definitionAt } from './macros.ts';
import { codeFence, codeSpan, destination } from './paragraph.ts';
import { writeStyled } from './styles.ts';
import {
  ACCENTS,
  INVISIBLE,
  PASSED_THROUGH,
  REFERENCES,
  SECTIONS,
  STYLED,
  SWITCHES,
  SYMBOLS,
} from './vocabulary.ts';
import { ligatures, own } from './writer.ts';
import type { Flow, Writer } from './writer.ts';

export function writeCommand(writer: Writer, index: number, limit: number, flow: Flow): number {
  const document = writer.document;
  const { name } = document.tokens[index]!;
  const after = index + 1;
  const definition = definitionAt(document, index);
  if (definition !== null && definition.next <= limit) {
    flow.block('other', definition.source);
    return definition.next;
  }
  const macro = writer.context.macros.get(`\\${name}`);
  if (macro !== undefined) {
    const next = writer.expand(macro, index, limit, flow);
    if (next !== null) return next;
  }
  if (name === 'par') {
    flow.endParagraph();
    return after;
  }
  if (name === '\\' || name === 'newline' || name === 'linebreak') {
    flow.pieces.push({ kind: 'break' });
    const star = document.arguments(after, limit, '*').next;
    const space = document.delimited(star, limit, '[');
    return space !== null && /^-?[\d.]+\s*\\?[a-z]+$/.test(document.plain(space)) ? space.next : star;
  }
  if (name === 'item') return writeList(writer, { from: index, to: limit }, 'bullet', flow);
  const level = own(SECTIONS, name);
  if (level !== undefined) {
    const { texts, next } = document.arguments(after, limit, '*[T');
    if (texts[0] !== undefined)
      flow.block('heading', `${'#'.repeat(level)} ${writer.inline(texts[0])}`.trimEnd());
    return next;
  }
  const style = own(STYLED, name);
  if (style !== undefined) {
    const { texts, next } = document.arguments(after, limit, 'T');
    if (texts[0] !== undefined) writeStyled(writer, [style], texts[0], flow);
    return next;
  }
  if (Object.hasOwn(SWITCHES, name)) return after;
  if (writer.captions.get(index) === '')
    return document.arguments(after, limit, PASSED_THROUGH[name] ?? '*[T').next;
  const passed = own(PASSED_THROUGH, name);
  if (passed !== undefined) {
    const { texts, next } = document.arguments(after, limit, passed);
    const header = /^(?:title|author|date|names)$/.test(name);
    if (header) flow.flush();
    if (name === 'names' && texts[0] !== undefined && document.plain(texts[0]) !== '') flow.text('Names: ');
    for (const text of texts) writer.walk(text, flow);
    if (header) flow.flush();
    return next;
  }
  const invisible = own(INVISIBLE, name);
  if (invisible !== undefined) return document.arguments(after, limit, invisible).next;
  const symbol = own(SYMBOLS, name);
  if (symbol !== undefined) {
    flow.text(symbol);
    // "\ss e" is "ße": the space ends the name, and prints nothing. After dots most people mean it.
    const endsName =
      /^[A-Za-z]+$/.test(name) &&
      /^[^\s…–—]$/u.test(symbol) &&
      document.tokens[after]?.kind === 'space' &&
      after < limit;
    return endsName ? after + 1 : after;
  }
  return writeSpecial(writer, index, limit, flow);
}

function writeSpecial(writer: Writer, index: number, limit: number, flow: Flow): number {
  const document = writer.document;
  const { name } = document.tokens[index]!;
  const after = index + 1;
  if (Object.hasOwn(ACCENTS, name)) {
    const next = writeAccent(writer, ACCENTS[name]!, index, limit, flow);
    if (next !== null) return next;
  }
  if (REFERENCES.test(name)) {
    const star = document.arguments(after, limit, '*').next;
    const note = document.delimited(document.skipSpace(star, limit), limit, '[');
    const { texts, next } = document.arguments(star, limit, '[[T');
    if (texts[0] !== undefined) {
      flow.text(`[${document.plain(texts[0])}${note === null ? '' : `, ${document.plain(note)}`}]`);
      return next;
    }
  }
  if (/^(?:footnote|footnotetext|endnote|thanks|marginpar|todo)$/.test(name)) {
    const { texts, next } = document.arguments(after, limit, '[T');
    if (texts[0] !== undefined) {
      flow.text(' (');
      writer.walk(texts[0], flow);
      flow.text(')');
      return next;
    }
  }
  if (/^(?:includegraphics|includesvg|includepdf|sheetimage|sheetdrawing|sheetcaptioned)$/.test(name)) {
    const pattern = name === 'sheetcaptioned' ? '{TT' : name.startsWith('sheet') ? 'TT' : '*[[T';
    const { texts, next } = document.arguments(after, limit, pattern);
    if (texts[0] !== undefined) {
      const path = writer.context.image(document.slice(texts[0]).trim(), writer.place(index));
      const caption = writer.captions.get(index);
      const alt = caption ?? (texts[1] === undefined ? '' : writer.inline(texts[1]));
      // An image with a caption stands by itself, which is how Markdown shows it as a figure.
      if (caption !== undefined) flow.flush();
      flow.markup(`![${alt}](${/[\s()<>]/.test(path) ? `<${path}>` : path})`);
      if (caption !== undefined) flow.flush();
      return next;
    }
  }
  if (/^(?:verbatiminput|lstinputlisting|inputminted|VerbatimInput)$/.test(name)) {
    const { texts, next } = document.arguments(after, limit, name === 'inputminted' ? '[TT' : '*[T');
    const file = texts.at(-1);
    const code = file === undefined ? null : writer.context.code(document.slice(file));
    if (code !== null) {
      const options = document.slice({ from: after, to: next });
      const language = name === 'inputminted' ? document.plain(texts[0]!) : languageOf(options);
      flow.block(
        'paragraph',
        writer.written(titleOption(options.replace(/^\*?\s*\[|\]\s*\{[^]*$/g, '')), index),
      );
      flow.block('code', codeFence(code, language));
      return next;
    }
  }
  if (name === 'ensuremath') {
    const { texts, next } = document.arguments(after, limit, 'T');
    if (texts[0] !== undefined) {
      flow.pieces.push({ kind: 'math', text: formulaSource(writer, texts[0]).replace(/\s*\n\s*/g, ' ') });
      return next;
    }
  }
  if (name === 'subfloat' || name === 'subcaptionbox') {
    const at = document.skipSpace(after, limit);
    const title = document.delimited(at, limit, name === 'subfloat' ? '[' : '{');
    const body = document.delimited(document.skipSpace(title?.next ?? after, limit), limit, '{');
    if (body !== null) {
      flow.flush();
      writer.walk(body, flow);
      flow.flush();
      if (title !== null) writer.walk(title, flow);
      flow.flush();
      return body.next;
    }
  }
  if (name === 'twocolumn') {
    const head = document.delimited(document.skipSpace(after, limit), limit, '[');
    if (head !== null) writer.walk(head, flow);
    return head?.next ?? after;
  }
  if (name === 'sheetrule') {
    flow.block('other', '---');
    return after;
  }
  return writeUnknown(writer, index, limit, flow);
}

/** Visible as it stands, with the arguments that touch it. */
function writeUnknown(writer: Writer, index: number, limit: number, flow: Flow): number {
  const document = writer.document;
  let next = index + 1;
  for (;;) {
    const argument = document.delimited(next, limit, '{') ?? document.delimited(next, limit, '[');
    if (argument === null) break;
    next = argument.next;
  }
  const { name } = document.tokens[index]!;
  const source = document.uncommented({ from: index, to: next });
  if (!/^(?:input|include|subfile)$/.test(name))
    writer.warn(index, `\\${name} is not known here and is shown as it stands.`);
  if (/\n\s*\n/.test(source)) flow.block('code', codeFence(source, 'latex'));
  else flow.markup(codeSpan(source));
  return next;
}

function writeAccent(writer: Writer, mark: string, index: number, limit: number, flow: Flow): number | null {
  const document = writer.document;
  const at = document.skipSpace(index + 1, limit);
  const group = document.delimited(at, limit, '{');
  const first = document.tokens[group === null ? at : group.from];
  if (group !== null && group.from === group.to) return group.next;
  if (at >= limit || first === undefined) return null;
  const dotless: Record<string, string> = { i: 'i', j: 'j' };
  const letters =
    first.kind === 'text' ? first.value : first.kind === 'command' ? (own(dotless, first.name) ?? '') : '';
  const [letter = '', ...rest] = letters;
  if (!/\p{L}/u.test(letter)) return null;
  flow.text((letter + mark).normalize('NFC') + ligatures(rest.join('')));
  if (group === null) return at + 1;
  writer.walk({ from: group.from + 1, to: group.to }, flow);
  return group.next;
}

export function writeLink(writer: Writer, index: number, limit: number, flow: Flow): number {
  const { name, value } = writer.document.tokens[index]!;
  const url = value.replace(/\\([%#&_{}~$])/g, '$1');
  if (name === 'href') {
    const { texts, next } = writer.document.arguments(index + 1, limit, 'T');
    const text = texts[0] === undefined ? '' : writer.inline(texts[0]);
    flow.markup(text === '' ? codeSpan(url) : `[${text}](${destination(url)})`);
    return next;
  }
  flow.markup(/^(?:https?:\/\/|mailto:)[^\s<>]+$/i.test(url) ? `<${url}>` : codeSpan(url));
  return index + 1;
}
