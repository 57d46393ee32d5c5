#!/usr/bin/env node
// `npm test`: every check there is. Plain JavaScript for whatever Node is installed.
import { bootstrap } from './lib/bootstrap.js';

await bootstrap('scripts/checks.ts');
