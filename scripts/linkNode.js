// After every installation: links Node 24, which is a dependency, into node_modules/.bin. npm 9, which Debian has, takes that link away
// again together with the packages for other platforms, whose `node` has the same name there.
import { existsSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const modules = join(dirname(fileURLToPath(import.meta.url)), '../node_modules');
const program = join(`node-${process.platform}-${process.arch}`, 'bin', 'node');
const link = join(modules, '.bin', 'node');

if (existsSync(join(modules, program)) && !existsSync(link)) symlinkSync(join('..', program), link);
