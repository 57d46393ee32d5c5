import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Command } from 'commander';
import { Slug } from '../contract/assignment.ts';
import { newSetFiles } from '../contract/newSet.ts';
import { slugOf } from '../grader/assignment/folder.ts';
import { EXIT, UsageError } from './exit.ts';

export const newCommand = () =>
  new Command('new')
    .description('begin a set: a folder with a written question and an optimizer, ready to be changed')
    .argument('<assignment>', 'folder to make; its name is the short name of the set')
    .option('--course <words>', 'course and term, as printed on the sheet', 'Course, term')
    .option('--time-zone <zone>', 'IANA zone of its due time; that of this computer when absent')
    .action(async (folder: string, { course, timeZone }: { course: string; timeZone?: string }) => {
      const slug = Slug.safeParse(slugOf(folder));
      if (!slug.success)
        throw new UsageError(`the name ${slugOf(folder)} cannot be used: ${slug.error.issues[0]!.message}`);
      if ((await readdir(folder).catch(() => [])).length > 0)
        throw new UsageError(`${folder} is there already, and nothing is written over`);
      const zone = timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
      const files = newSetFiles({ title: slug.data, course, timeZone: zone, now: new Date() });
      for (const [path, text] of Object.entries(files)) {
        await mkdir(dirname(join(folder, path)), { recursive: true });
        await writeFile(join(folder, path), text);
      }
      const paths = Object.keys(files).map((path) => `  ${path}\n`);
      process.stdout.write(
        `${folder}\n${paths.join('')}Change what is there, then: stepwise check ${folder}\n`,
      );
      process.exitCode = EXIT.ok;
    });
