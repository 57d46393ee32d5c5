#!/usr/bin/env node
// `npm run seed`: a term to look at and to measure with, see seed.ts.
import { bootstrap } from './lib/bootstrap.js';

await bootstrap('scripts/seed.ts');
