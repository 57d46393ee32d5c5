/** A file chosen on this device as the code to hand in. */
import { MAX_TEXT } from '../../../../contract/documents.ts';

export type Upload = { kind: 'text'; name: string; text: string } | { kind: 'refused'; message: string };

const LISTS = new Intl.ListFormat('en', { type: 'disjunction' });

/** `.py, .js, or .ts`. */
const endings = (names: string[]): string =>
  LISTS.format(names.map((name) => name.slice(name.lastIndexOf('.'))));

/** What a chosen file is taken for: its ending says the language, so `my_solution.py` stands for `optim.py`. */
export function judgeUpload(chosen: { name: string; text: string }, names: string[]): Upload {
  const ending = chosen.name.slice(chosen.name.lastIndexOf('.'));
  const name = names.find((each) => each.endsWith(ending));
  if (name === undefined)
    return {
      kind: 'refused',
      message: `${chosen.name} does not end in ${endings(names)}. Nothing was changed; choose a file that does.`,
    };
  if (chosen.text.trim() === '')
    return { kind: 'refused', message: `${chosen.name} is empty. Nothing was changed.` };
  if (chosen.text.length > MAX_TEXT)
    return {
      kind: 'refused',
      message: `${chosen.name} has ${chosen.text.length} characters; at most ${MAX_TEXT} are possible. Nothing was changed.`,
    };
  if (chosen.text.includes('\u0000') || chosen.text.includes('\uFFFD'))
    return {
      kind: 'refused',
      message: `${chosen.name} is not a text file in UTF-8. Nothing was changed.`,
    };
  return { kind: 'text', name, text: chosen.text.replace(/\r\n?/g, '\n') };
}
