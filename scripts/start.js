#!/usr/bin/env node
// `npm start`: everything up. Plain JavaScript for whatever Node is installed; the rest runs on the Node 24 that comes
// with the dependencies.
import { bootstrap } from './lib/bootstrap.js';

await bootstrap('scripts/up.ts');
