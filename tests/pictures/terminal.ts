/** A command as a terminal shows it: what it prints, run on the spot, as a page to take a picture of. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { ROOT } from '../../server/config.ts';

const STYLE = `
  body { margin: 0; padding: 20px 24px; background: #12161c; color: #e8ecf1; font: 14px/21px "IBM Plex Mono", "DejaVu Sans Mono", monospace; }
  pre { margin: 0; font: inherit; white-space: pre-wrap; }
  b { color: #82b4ff; font-weight: 600; }`;

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** What `stepwise` prints; a code other than 0 is a verdict as well. */
function printed(args: readonly string[]): Promise<string> {
  return new Promise((done, fail) => {
    execFile(process.execPath, [join(ROOT, 'bin/stepwise.js'), ...args], (error, stdout, stderr) =>
      stdout === '' ? fail(error ?? new Error(stderr)) : done(stdout),
    );
  });
}

/**
 * @param shown the call as one types it
 * @param args the same with paths as they are here
 * @param lines shown of what it prints
 */
export async function showTerminal(
  page: Page,
  { shown, args, lines }: { shown: string; args: readonly string[]; lines: number },
): Promise<void> {
  const all = (await printed(args)).trimEnd().split('\n');
  const text = all.slice(0, lines).join('\n') + (all.length > lines ? '\n…' : '');
  await page.setContent(
    `<!doctype html><style>${STYLE}</style><pre><b>$ ${escaped(shown)}</b>\n${escaped(text)}</pre>`,
  );
}
