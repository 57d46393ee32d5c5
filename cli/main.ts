/** `stepwise …`: the grader as a library with files and standard output at its ends; no server needed. */
import { Command, CommanderError } from 'commander';
import type { Noun } from './acts/index.ts';
import { EXIT, UsageError } from './exit.ts';

const acts = (noun: Noun) => async () => {
  const { nounCommand } = await import('./acts/index.ts');
  return () => nounCommand(noun);
};

/** In the order of the help. Each is loaded when it is called for: the parts of one cost the others no start. */
const COMMANDS: Readonly<Record<string, () => Promise<() => Command>>> = {
  grade: async () => (await import('./grade.ts')).gradeCommand,
  experiment: async () => (await import('./experiment.ts')).experimentCommand,
  trace: async () => (await import('./trace.ts')).traceCommand,
  check: async () => (await import('./check.ts')).checkCommand,
  publish: async () => (await import('./publish.ts')).publishCommand,
  login: async () => (await import('./login.ts')).loginCommand,
  course: acts('course'),
  person: acts('person'),
  extension: acts('extension'),
  policy: acts('policy'),
  grades: acts('grades'),
  request: acts('request'),
  group: acts('group'),
  set: acts('set'),
  mail: acts('mail'),
  roster: async () => (await import('./roster.ts')).rosterCommand,
  scores: async () => (await import('./scores.ts')).scoresCommand,
  'password-link': async () => (await import('./passwordLink.ts')).passwordLinkCommand,
  rule: async () => (await import('./rule.ts')).ruleCommand,
  tex: async () => (await import('./tex.ts')).texCommand,
  verify: async () => (await import('./verify.ts')).verifyCommand,
  serve: async () => (await import('./roles.ts')).serveCommand,
  work: async () => (await import('./roles.ts')).workCommand,
  migrate: async () => (await import('./roles.ts')).migrateCommand,
  doctor: async () => (await import('./doctor.ts')).doctorCommand,
};

const program = new Command('stepwise')
  .description('Grades optimizers as trajectories: code, written rules and reference, compared step by step.')
  .exitOverride()
  .showHelpAfterError('("stepwise --help" lists the commands)');

const [name = ''] = process.argv.slice(2);
// Help and a mistyped name are about all of them.
const wanted = Object.hasOwn(COMMANDS, name) ? [COMMANDS[name]!] : Object.values(COMMANDS);
for (const load of wanted) {
  const command = await load();
  program.addCommand(command().copyInheritedSettings(program));
}

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    // Commander has printed it: help and version end well, everything else is a wrong call.
    process.exitCode = error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  } else if (error instanceof UsageError) {
    process.stderr.write(`stepwise: ${error.message}\n`);
    process.exitCode = EXIT.usage;
  } else {
    process.stderr.write(
      `stepwise: the grader failed: ${error instanceof Error ? error.message : String(error)}\n`,
    );
    if (process.env.STEPWISE_DEBUG && error instanceof Error) process.stderr.write(`${error.stack}\n`);
    process.exitCode = EXIT.fault;
  }
}
