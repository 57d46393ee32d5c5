/** The table of acts on a server: what each may ask for, and that help and documents say the same. */
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { operations } from '../../contract/index.ts';
import type { OperationId } from '../../contract/index.ts';
import type { Operation } from '../../contract/operation.ts';
import { TOKEN_SCOPES } from '../../contract/tokens.ts';
import type { TokenScope } from '../../contract/tokens.ts';
import { ACTS } from '../../cli/acts/index.ts';
import { commandOf } from '../../cli/acts/command.ts';
import { isTokenFor } from '../../server/policy.ts';
import { ROOT } from '../../server/config.ts';
import { stepwise, stepwiseIn } from './stepwise.ts';

const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
const usage = (words: string): string => {
  const act = ACTS.find((each) => each.words === words)!;
  const args = act.args.map((name) => (act.input.shape[name]!.isOptional() ? ` [${name}]` : ` <${name}>`));
  return `${words}${args.join('')}`;
};

test('a token of an act’s scope may do what the act asks for, and what no act asks for it may not', () => {
  const beyond = ACTS.flatMap(({ words, scope, operations: asked }) =>
    asked.filter(({ id }) => !isTokenFor([scope], id as OperationId)).map(({ id }) => `${words}: ${id}`),
  );
  expect(beyond).toEqual([]);
  // Sets are published by a command of its own.
  const scopes = (Object.keys(TOKEN_SCOPES) as TokenScope[]).filter((scope) => scope !== 'sets');
  for (const scope of scopes) {
    const asked = new Set(ACTS.filter((act) => act.scope === scope).flatMap((act) => act.operations));
    const may = (Object.values(operations) as Operation[]).filter(({ id }) =>
      isTokenFor([scope], id as OperationId),
    );
    const unused = may.filter((operation) => operation.id !== 'getToken' && !asked.has(operation));
    expect([scope, unused.map(({ id }) => id)]).toEqual([scope, []]);
  }
});

test('every act is a row of docs/command-line.md, in its own words, and every row is an act', () => {
  const rows = [...read('docs/command-line.md').matchAll(/^\| `stepwise ([^`]+)` \| (.+) \| (.+) \|$/gm)];
  expect(rows.map(([, words, about, scope]) => ({ words, about, scope }))).toEqual(
    ACTS.map(({ words, about, scope }) => ({ words: usage(words), about, scope: TOKEN_SCOPES[scope] })),
  );
  // And what documents show of acts can be called.
  for (const document of ['README.md', 'docs/instructor.md', 'docs/command-line.md', 'docs/ta.md'])
    for (const [, noun, verb] of read(document).matchAll(
      /stepwise (course|person|extension|policy|grades|request|group|set|mail) ([a-z-]+)/g,
    ))
      expect(ACTS.map(({ words }) => words)).toContain(`${noun} ${verb}`);
});

test('help names every act with its flags', async () => {
  const nouns = [...new Set(ACTS.map(({ words }) => words.split(' ')[0]!))];
  const { stdout } = await stepwise('--help');
  for (const noun of nouns) expect(stdout).toMatch(new RegExp(`^  ${noun} `, 'm'));
  for (const act of ACTS) {
    const help = commandOf(act).helpInformation();
    expect(help.replace(/\s+/g, ' ')).toContain(act.about);
    for (const name of Object.keys(act.input.shape).filter((each) => !act.args.includes(each)))
      expect(help).toContain(`--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`);
    const changes = act.operations.some(({ method }) => method !== 'get');
    expect([act.words, help.includes('--yes')]).toEqual([act.words, changes]);
    expect([act.words, help.includes('--json') || help.includes('--out')]).toEqual([act.words, true]);
  }
});

test('what is missing or mistyped is said before a server is asked', async () => {
  const server = ['--server', 'http://127.0.0.1:9'];
  const add = ['person', 'add', 'c', 'nobody', '--name', 'N', '--role', 'student', ...server];
  const wrong = await stepwise(...add);
  expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringMatching(/email: This is no e-mail address/)]);
  expect((await stepwise('person', 'add', 'c', 'a@b.edu', ...server)).stderr).toMatch(/--name/);
});

test('where no server is named it is the one where one is logged in', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'stepwise-servers-'));
  const env = { XDG_CONFIG_HOME: directory };
  await mkdir(join(directory, 'stepwise'));
  const known = { 'http://127.0.0.1:9': { token: 'a' }, 'http://localhost:9': { token: 'b' } };
  for (const [count, words] of [
    [0, /log in first: stepwise login/],
    [1, /127\.0\.0\.1:9 does not answer/],
    [2, /say which with --server: .*127\.0\.0\.1:9 and .*localhost:9/],
  ] as const) {
    const servers = Object.fromEntries(Object.entries(known).slice(0, count));
    await writeFile(join(directory, 'stepwise/servers.json'), JSON.stringify(servers));
    expect(await stepwiseIn({ env }, 'course', 'list')).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(words),
    });
  }
  await rm(directory, { recursive: true });
});
