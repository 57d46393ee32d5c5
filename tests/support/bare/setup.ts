/** Tests in Node itself: `@jest/globals`, which Jest makes for its own contexts only, is what the runner made. */
import { registerHooks } from 'node:module';

const GLOBALS = new URL('globals.ts', import.meta.url).href;

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === '@jest/globals' ? { url: GLOBALS, shortCircuit: true } : next(specifier, context),
});
