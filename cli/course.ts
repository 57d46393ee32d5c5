import { Command } from 'commander';
import { createWriteStream, openAsBlob } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { exportCourse, importCourse } from '../contract/courseFiles.ts';
import { UsageError } from './exit.ts';
import { Remote } from './remote.ts';

export const courseCommand = () =>
  new Command('course')
    .description('a course as a file: all of it, and brought back beside those that are there')
    .addCommand(exportCommand())
    .addCommand(importCommand())
    .addHelpText(
      'after',
      '\nNeeds a token for courses: see "stepwise login". Importing is for administrators.',
    );

const exportCommand = () =>
  new Command('export')
    .description('all of a course as a zip: sets, submissions, grades, and every row to bring it back')
    .argument('<course>', 'id of the course, as in its address')
    .requiredOption('--server <url>', 'address of the server')
    .option('--out <file>', 'where to; <course>.zip when absent')
    .action(async (course: string, { server, out = `${course}.zip` }: { server: string; out?: string }) => {
      const remote = await Remote.at(server);
      const response = await remote.send(exportCourse, { params: { course } });
      // A file that is there already is somebody's: it is not written over.
      const file = createWriteStream(out, { flags: 'wx' });
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
      process.stdout.write(`${out}: ${file.bytesWritten} bytes\n`);
    });

const importCommand = () =>
  new Command('import')
    .description('bring back a course from its export, with people, submissions and grades')
    .argument('<zip>', 'file that an export wrote')
    .requiredOption('--server <url>', 'address of the server')
    .option('--slug <id>', 'its address there; without one, as in the file')
    .action(async (zip: string, { server, slug }: { server: string; slug?: string }) => {
      const remote = await Remote.at(server);
      const bytes = await openAsBlob(zip).catch(() => {
        throw new UsageError(`${zip} cannot be read`);
      });
      const made = await remote.call(importCourse, {
        query: { slug },
        body: bytes as unknown as Uint8Array<ArrayBuffer>,
      });
      process.stdout.write(`${remote.origin}/c/${made.slug}: ${made.code}, ${made.title}, ${made.term}\n`);
    });
