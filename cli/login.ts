import { Command } from 'commander';
import { getToken, TOKEN_PREFIX, TOKEN_SCOPES } from '../contract/tokens.ts';
import { EXIT, UsageError } from './exit.ts';
import { Remote } from './remote.ts';
import { forgetToken, keepToken, originOf } from './servers.ts';

export const loginCommand = () =>
  new Command('login')
    .description('keep a personal token, by which the other commands act for you on a server')
    .requiredOption('--server <url>', 'address of the server')
    .option('--forget', 'forget the token that is kept for the server')
    .addHelpText(
      'after',
      '\nMake the token in the browser, under "Your account"; it is asked for here, or read from standard input.' +
        '\nIt lies in ~/.config/stepwise/servers.json (or under XDG_CONFIG_HOME), readable by you alone.' +
        '\nWhere nothing should lie, set STEPWISE_TOKEN instead.',
    )
    .action(async ({ server, forget = false }: { server: string; forget?: boolean }) => {
      const origin = originOf(server);
      if (forget) {
        const known = await forgetToken(origin);
        process.stdout.write(
          known
            ? `${origin}: forgotten here. It still works: revoke it under "Your account".\n`
            : `${origin}: no token was kept\n`,
        );
        return;
      }
      const token = (await readSecret(`Token for ${origin}: `)).trim();
      if (!token.startsWith(TOKEN_PREFIX))
        throw new UsageError(`that is no token: one begins with ${TOKEN_PREFIX}`);
      const held = await new Remote(origin, token).call(getToken);
      const file = await keepToken(origin, token);
      const scopes = held.token.scopes.map((scope) => TOKEN_SCOPES[scope].toLowerCase()).join('; ');
      process.stdout.write(
        `Logged in to ${origin} as ${held.user.name}, until ${held.token.expiresAt.slice(0, 10)}.\n` +
          `The token may ${scopes}. It is kept in ${file}.\n`,
      );
      process.exitCode = EXIT.ok;
    });

/** A line that is typed unseen, or all of standard input where that is no terminal. */
async function readSecret(prompt: string): Promise<string> {
  const { stdin, stderr } = process;
  if (!stdin.isTTY) {
    let text = '';
    for await (const chunk of stdin.setEncoding('utf8')) text += String(chunk);
    return text;
  }
  const { createInterface } = await import('node:readline/promises');
  const { Writable } = await import('node:stream');
  // What is typed is echoed nowhere.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: stdin, output: nowhere, terminal: true });
  stderr.write(prompt);
  try {
    return await lines.question('');
  } finally {
    lines.close();
    stderr.write('\n');
  }
}
