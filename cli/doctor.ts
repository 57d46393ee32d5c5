import { Command } from 'commander';
import { createJavaScriptSandbox } from '../grader/sandbox/javascript/index.ts';
import { probePython } from '../grader/sandbox/python/index.ts';
import { findBlas } from '../grader/experiments/blas.ts';
import { EXIT } from './exit.ts';

export const doctorCommand = () =>
  new Command('doctor')
    .description(
      'say which languages can be graded on this host, behind which walls, and what to do where one is missing',
    )
    .option('--json', 'print what was found as JSON')
    .action(async ({ json }: { json?: boolean }) => {
      const python = await probePython();
      const javascript = await probeJavaScript();
      const blas = python.interpreter && (await findBlas(python.interpreter.path));
      if (json) process.stdout.write(`${JSON.stringify({ python, javascript, blas }, null, 2)}\n`);
      else {
        const { interpreter, torch, walls } = python;
        process.stdout.write(`Python: ${python.usable ? 'graded' : `not graded. ${python.problem}`}\n`);
        if (interpreter) {
          const { path, pythonVersion, numpyVersion } = interpreter;
          process.stdout.write(`  ${path}: Python ${pythonVersion}, NumPy ${numpyVersion}\n`);
        }
        if (blas) {
          const advice =
            'experiments take four times as long with it; on Debian: apt install libopenblas0-pthread';
          process.stdout.write(
            blas.isQuick
              ? `  ✓ NumPy multiplies with ${blas.name}\n`
              : `  – NumPy multiplies with the ${blas.name}: ${advice}\n`,
          );
        }
        process.stdout.write(
          torch
            ? `  ${torch.path}: PyTorch ${torch.torchVersion}, for programs that import torch\n`
            : '  – PyTorch, for programs that import torch (not installed; on Debian: apt install python3-torch)\n',
        );
        for (const { name, stands, required, note } of walls) {
          process.stdout.write(`  ${stands ? '✓' : required ? '✕' : '–'} ${name}${note && ` (${note})`}\n`);
        }
        process.stdout.write(
          `JavaScript and TypeScript: ${javascript.usable ? 'graded, in QuickJS' : `not graded. ${javascript.problem}`}\n`,
        );
      }
      process.exitCode = python.usable && javascript.usable ? EXIT.ok : EXIT.less;
    });

async function probeJavaScript(): Promise<{ usable: boolean; problem: string }> {
  try {
    const sandbox = await createJavaScriptSandbox({ threads: 1 });
    await sandbox.close();
    return { usable: true, problem: '' };
  } catch (error) {
    return { usable: false, problem: error instanceof Error ? error.message : String(error) };
  }
}
