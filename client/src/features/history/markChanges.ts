/** Marks of what changed, in the HTML of two answers as their readers see it. */
import { changedParts, type Run } from './changedParts.ts';
import classes from './history.module.css';

/** A word, or what is read as one: a formula, an image. */
interface Part {
  /** What it says and how it is set off: a word that is bold now is another one. */
  key: string;
  node: Node;
  /** Of a word, where it stands in its text. */
  from: number;
  to: number;
}

/** Each is taken whole: nothing inside of it can be marked. */
const WHOLE = '.katex-display, .katex, img, .markup-problem';
/** How words are set off, beside what the renderer puts around each block. */
const SETTING = 'strong, em, code, a, s, h1, h2, h3, h4, h5, h6, li, blockquote, th';

function settingOf(node: Node): string {
  const around: string[] = [];
  let element = node.parentElement?.closest(SETTING);
  while (element) {
    around.push(element.tagName, element.getAttribute('href') ?? '');
    element = element.parentElement?.closest(SETTING);
  }
  return around.join(' ');
}

function wholeOf(element: Element): Part {
  const source = element.querySelector('annotation')?.textContent ?? element.textContent;
  const key = `${element.getAttribute('src') ?? ''} ${element.getAttribute('alt') ?? ''} ${source}`;
  return { key: `${key} ${settingOf(element)}`, node: element, from: 0, to: 0 };
}

function* partsOf(root: ParentNode): Generator<Part> {
  for (const node of root.childNodes) {
    if (node instanceof Text) {
      const setting = settingOf(node);
      for (const { 0: word, index } of node.data.matchAll(/\S+/g))
        yield { key: `${word} ${setting}`, node, from: index, to: index + word.length };
    } else if (node instanceof Element) {
      if (node.matches(WHOLE)) yield wholeOf(node);
      else yield* partsOf(node);
    }
  }
}

type Kind = 'added' | 'removed';

function aloud(text: string): HTMLElement {
  const said = document.createElement('span');
  said.className = classes.aloud ?? '';
  said.dataset.aloud = '';
  said.textContent = text;
  return said;
}

/** Words of one text that stand together have one mark. The last first: what is split lies behind what is still to be. */
function mark(parts: readonly Part[], [from, to]: Run, kind: Kind): void {
  let last = to - 1;
  while (last >= from) {
    let first = last;
    const { node } = parts[last]!;
    while (node instanceof Text && first > from && parts[first - 1]!.node === node) first -= 1;
    const wrapper = document.createElement(kind === 'added' ? 'ins' : 'del');
    let wrapped: ChildNode = node as ChildNode;
    if (node instanceof Text) {
      node.splitText(parts[last]!.to);
      wrapped = node.splitText(parts[first]!.from);
    }
    wrapped.replaceWith(wrapper);
    if (first === from) wrapper.append(aloud(` ${kind}: `));
    wrapper.append(wrapped);
    if (last === to - 1) wrapper.append(aloud(` end ${kind} `));
    last = first - 1;
  }
}

function markAll(
  template: HTMLTemplateElement,
  parts: readonly Part[],
  runs: readonly Run[],
  kind: Kind,
): string {
  for (const run of runs.toReversed()) mark(parts, run, kind);
  return template.innerHTML;
}

export interface Marked {
  html: string;
  /** How many places are marked. */
  count: number;
}

/** @param html of `renderMarkup`; a template's content is no part of the page, and fetches nothing */
export function markChanges(html: { before: string; after: string }): { before: Marked; after: Marked } {
  const [before, after] = [html.before, html.after].map((each) => {
    const template = document.createElement('template');
    template.innerHTML = each;
    return { template, parts: [...partsOf(template.content)] };
  }) as [Side, Side];
  const keys = ({ parts }: Side) => parts.map(({ key }) => key);
  const { removed, added } = changedParts(keys(before), keys(after));
  return {
    before: { html: markAll(before.template, before.parts, removed, 'removed'), count: removed.length },
    after: { html: markAll(after.template, after.parts, added, 'added'), count: added.length },
  };
}

interface Side {
  template: HTMLTemplateElement;
  parts: Part[];
}
