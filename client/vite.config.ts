import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { packed, preloadedFont } from './packing.ts';

export default defineConfig({
  plugins: [react(), preloadedFont(/ibm-plex-sans-latin-wght-normal/), packed()],
  server: { fs: { allow: ['..'] } },
  build: {
    target: 'es2023',
    // The content security policy allows no data: URLs for fonts and scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // `plainZod.ts` must run before any schema is made, whichever chunk that is in: it runs with zod itself.
        codeSplitting: { groups: [{ name: 'zod', test: /node_modules\/zod\/|\/plainZod\.ts$/ }] },
      },
    },
  },
});
