/** `stepwise …`: the grader as a library with files and standard output at its ends; no server needed. */
import { Command, CommanderError } from 'commander';
import { COMMANDS } from './commands.ts';
import { EXIT, UsageError } from './exit.ts';

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
