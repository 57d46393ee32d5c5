/** A file chosen on this device as the code to hand in. */
import { MAX_TEXT } from '../../../../contract/documents.ts';

export type Upload = { kind: 'text'; name: string; text: string } | { kind: 'refused'; message: string };

/** What a chosen file is taken for: its ending says the language, so `my_solution.py` stands for `optim.py`. */
export function judgeUpload(chosen: { name: string; text: string }, names: string[]): Upload {
  const ending = chosen.name.slice(chosen.name.lastIndexOf('.'));
  const name = names.find((each) => each.endsWith(ending));
  if (name === undefined)
    return {
      kind: 'refused',
      message: `${chosen.name} is none of ${names.join(', ')}. Nothing was changed.`,
    };
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
