/** The complete example of docs/authoring.md as files. */
import { readFileSync } from 'node:fs';

export const AUTHORING = readFileSync(new URL('../../../docs/authoring.md', import.meta.url), 'utf8');

/** Path inside the assignment's folder → content of the code block under it. */
export const EXAMPLE: Readonly<Record<string, string>> = Object.fromEntries(
  [...AUTHORING.matchAll(/^`first-steps\/([^`]+)`\n\n```\w+\n([^]*?)^```$/gm)].map(([, path, text]) => [
    path!,
    text!,
  ]),
);
