/** An act as a command: its flags from what it takes, its plan shown and confirmed, its answer as lines or JSON. */
import { Argument, Command, Option } from 'commander';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { z } from 'zod';
import { TOKEN_SCOPES } from '../../contract/tokens.ts';
import { isYes } from '../ask.ts';
import { EXIT, UsageError } from '../exit.ts';
import { Remote } from '../remote.ts';
import { isChange, isFile } from './act.ts';
import type { Act, FileAnswer, Plan, Said } from './act.ts';

interface Common {
  server?: string;
  json?: boolean;
  yes?: boolean;
  out?: string;
}

/** What a flag's help has to know of a schema. */
interface Shape {
  type?: string;
  enum?: string[];
  description?: string;
}

const shapeOf = (schema: z.ZodType): Shape =>
  z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Shape;

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

const another = (value: string, earlier: string[] | undefined): string[] => [...(earlier ?? []), value];

function optionOf(name: string, schema: z.ZodType): Option {
  const { type, enum: choices, description } = shapeOf(schema);
  const option = new Option(`--${kebab(name)}${type === 'boolean' ? '' : ' <value>'}`, description);
  if (choices) option.choices(choices);
  if (type === 'array') option.argParser(another);
  return option.makeOptionMandatory(!schema.isOptional());
}

export function commandOf(act: Act): Command {
  const { words, about, scope, args, input, more } = act;
  const command = new Command(words.split(' ')[1]).description(about);
  const shape = input.shape as Record<string, z.ZodType>;
  for (const name of args) {
    const schema = shape[name]!;
    const argument = new Argument(
      schema.isOptional() ? `[${name}]` : `<${name}>`,
      shapeOf(schema).description,
    );
    command.addArgument(argument);
  }
  for (const [name, schema] of Object.entries(shape))
    if (!args.includes(name)) command.addOption(optionOf(name, schema));
  command.option('--server <url>', 'address of the server; the one where you are logged in when absent');
  if (isFile(act)) command.option('--out <file>', 'where to; a name of its own when absent');
  else command.option('--json', 'print JSON');
  if (isChange(act)) command.option('--yes', 'do what is printed, without asking');
  command.addHelpText('after', `${more ? `\n${more}` : ''}\nNeeds a token to ${lower(TOKEN_SCOPES[scope])}.`);
  return command.action(async (...given: unknown[]) => {
    const named = Object.fromEntries(args.map((name, index) => [name, given[index]]));
    const flags = given[args.length] as Common & Record<string, unknown>;
    process.exitCode = await run(act, flags, { ...flags, ...named });
  });
}

const lower = (text: string): string => text[0]!.toLowerCase() + text.slice(1);

async function run(act: Act, flags: Common, given: Record<string, unknown>): Promise<number> {
  const taken = act.input.safeParse(given);
  if (!taken.success) {
    const lines = taken.error.issues.map(({ path, message }) => {
      const name = String(path[0] ?? '');
      return `${act.args.includes(name) ? name : `--${kebab(name)}`}: ${message}`;
    });
    throw new UsageError(lines.join('\n'));
  }
  const outcome = await act.run(await Remote.at(flags.server), taken.data as never);
  if ('response' in outcome) return save(outcome, flags.out);
  if ('apply' in outcome) return confirm(outcome, flags);
  print(outcome, flags);
  return EXIT.ok;
}

const write = (lines: readonly string[]): void =>
  void process.stdout.write(lines.map((line) => `${line}\n`).join(''));

function print({ value, lines }: Said, { json = false }: Common): void {
  write(json ? [JSON.stringify(value, null, 2)] : lines);
}

/** First what would be done, then a yes to it, then what was done. */
async function confirm(plan: Plan, { json = false, yes = false }: Common): Promise<number> {
  const { value, lines, apply } = plan;
  if (!json) write(lines);
  const isMeant = apply !== null && (yes || (!json && (await isYes('Do it?'))));
  const done = isMeant ? await apply() : null;
  if (json) write([JSON.stringify({ plan: value, done: done && done.value }, null, 2)]);
  else if (done) write(done.lines);
  else if (apply) write(['Nothing was changed. Do it with --yes']);
  return done || !apply ? EXIT.ok : EXIT.less;
}

async function save({ response, name }: FileAnswer, out = name): Promise<number> {
  // A file that is there already is somebody's: it is not written over.
  const file = createWriteStream(out, { flags: 'wx', mode: 0o600 });
  try {
    await pipeline(Readable.fromWeb(response.body as ReadableStream), file);
  } catch (error) {
    const isThere = (error as NodeJS.ErrnoException).code === 'EEXIST';
    if (!isThere) await rm(out, { force: true });
    throw new UsageError(
      isThere
        ? `${out} is there already: choose another with --out`
        : `the export broke off: ${(error as Error).message}`,
    );
  }
  write([`${out}: ${file.bytesWritten} bytes`]);
  return EXIT.ok;
}
