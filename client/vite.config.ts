import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { licences, packed, preloadedFont, withoutTypes } from './packing.ts';

export default defineConfig({
  plugins: [
    react(),
    preloadedFont(/ibm-plex-sans-latin-wght-normal/),
    packed(),
    withoutTypes(),
    licences({ libheif: 'libheif-js/libheif-wasm/LICENSE' }),
  ],
  worker: {
    format: 'es',
    plugins: () => [withoutTypes()],
    // What is sent from there has a policy of its own, see `server/middleware/serveClient.ts`.
    rolldownOptions: {
      output: { entryFileNames: 'assets/threads/[hash:7].js', chunkFileNames: 'assets/threads/[hash:7].js' },
    },
  },
  // What these bring along is never used in the pages.
  resolve: {
    alias: [
      { find: 'entities', replacement: join(import.meta.dirname, 'lighter/entities.ts') },
      { find: 'linkify-it', replacement: join(import.meta.dirname, 'lighter/linkify.ts') },
      { find: /^\..*\/use-id\.mjs$/, replacement: join(import.meta.dirname, 'lighter/useId.ts') },
      {
        find: /^\.\/(MenuContextMenu|MenuSearch|MenuSub|TooltipFloating)\/\1\.mjs$/,
        replacement: join(import.meta.dirname, 'lighter/unused.ts'),
      },
      { find: /^\.\/Autosize\.mjs$/, replacement: join(import.meta.dirname, 'lighter/Autosize.tsx') },
    ],
  },
  server: { fs: { allow: ['..'] } },
  build: {
    target: 'es2023',
    // The content security policy allows no data: URLs for fonts and scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // Every page has a list of all files: their names alone were a kilobyte or two of it.
        chunkFileNames: 'assets/[hash:7].js',
        assetFileNames: ({ names }) =>
          names[0]?.endsWith('.css') ? 'assets/[hash:7].css' : 'assets/[name]-[hash][extname]',
        // Each file costs a head of a kilobyte, and small files pack badly: what a page needs comes in a few.
        codeSplitting: {
          groups: [
            // `plainZod.ts` must run before any schema is made: it is in the first file, and runs first in it.
            { name: 'base', tags: ['$initial'], priority: 3 },
            {
              name: 'formulas',
              test: /node_modules\/(?:katex\/dist\/katex|markdown-it|mdurl|uc\.micro|punycode)|contract\/markup\/(?!chemistry|mhchem)/,
              priority: 2,
            },
            {
              name: 'editor',
              test: /node_modules\/(?:@codemirror\/(?:state|view|language|commands)|@lezer\/(?:common|highlight))\//,
              priority: 2,
            },
            { name: 'together', test: /node_modules\/(?:yjs|lib0)\//, priority: 2 },
            { name: 'suggestions', test: /node_modules\/@codemirror\/autocomplete\//, priority: 1 },
            {
              // What dialogs, or a few pages of accounts and staff, ask for stays with them.
              name: 'common',
              test: /client\/src\/(?:components\/(?!editor|plot|report|pdf|passages|Rendered|Dialog|useFocusBack)|api)|contract\/(?!markup|account|tokens|trying|setDrafts|roster|invitations|policies|publishing|versions|arranging|gradebook|answerGroups|desk|grading|scoreImports|savedComments|inlineComments|images)/,
              minShareCount: 5,
              priority: 1,
            },
            {
              // Small, and of every course page or of pages that write: as files of their own they were mostly heads.
              name: 'small',
              test: /contract\/notifications|use-debounced-value|utils\/get-env/,
              minShareCount: 2,
              priority: 1,
            },
            {
              name: 'frames',
              test: /components\/(?:WorkPage|Rail|BottomBar|People|laterDialog|anchors|Markup|setImages|editor\/(?:Editor|change|latex\/templates))\.|workspace\/(?:people\/nameLists|group\/useGroupChange)|images\/imageUrls|features\/rules\/(?!Live)/,
              minShareCount: 2,
              priority: 1,
            },
            // What the pages have on which one writes; dialogs come later.
            {
              name: 'work',
              test: /features\/(?:workspace\/(?!.*(?:Dialog|hortcomings|Invitations))|images\/imageNames|tex\/lastImport)/,
              minShareCount: 2,
            },
            { name: 'reports', test: /components\/(?:report|plot)\/(?!.*[dD]raw)/, minShareCount: 2 },
          ],
        },
      },
    },
  },
});
