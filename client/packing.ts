/** Build steps of the pages: fonts are asked for at once, every text is packed beside itself, types are taken away, licences added. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Plugin } from 'vite';

const TEXT = /\.(?:js|mjs|css|html|svg|json|txt|wasm)$/;
/** One packet holds it anyway. */
const SMALL_BYTES = 1_000;

/** Writes `x.js.br` and `x.js.gz` beside `x.js`, as small as they get; `serveClient.ts` sends them. */
export function packed(): Plugin {
  let outDir = '';
  return {
    name: 'stepwise-packed',
    apply: 'build',
    configResolved(config) {
      outDir = join(config.root, config.build.outDir);
    },
    // After the files of `public`, too, are where they belong.
    async closeBundle() {
      for (const entry of await readdir(outDir, { recursive: true })) {
        if (!TEXT.test(entry)) continue;
        const path = join(outDir, entry);
        const text = await readFile(path);
        if (text.length < SMALL_BYTES) continue;
        const params = {
          [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
          [constants.BROTLI_PARAM_SIZE_HINT]: text.length,
        };
        await writeFile(`${path}.br`, await promisify(brotliCompress)(text, { params }));
        await writeFile(`${path}.gz`, await promisify(gzip)(text, { level: 9 }));
      }
    },
  };
}

/** Puts licences beside the parts that are sent out under them: name in `licences/` → file of its package. */
export function licences(files: Record<string, string>): Plugin {
  return {
    name: 'stepwise-licences',
    apply: 'build',
    async generateBundle() {
      for (const [name, path] of Object.entries(files))
        this.emitFile({
          type: 'asset',
          fileName: `licences/${name}.txt`,
          source: await readFile(join(import.meta.dirname, '../node_modules', path)),
        });
    },
  };
}

/** Asks for the font of every page while its style sheet is still on the way. */
export function preloadedFont(font: RegExp): Plugin {
  return {
    name: 'stepwise-preloaded-font',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(_html, { bundle = {} }) {
        return Object.keys(bundle)
          .filter((file) => font.test(file))
          .map((file) => ({
            tag: 'link',
            injectTo: 'head-prepend' as const,
            attrs: { rel: 'preload', as: 'font', type: 'font/woff2', href: `/${file}`, crossorigin: '' },
          }));
      },
    },
  };
}

const WITHOUT_TYPES = '?without-types';

/** `x.ts?without-types` is the text of `x.ts` as the sandbox's threads take its types away. */
export function withoutTypes(): Plugin {
  return {
    name: 'stepwise-without-types',
    enforce: 'pre',
    async load(id) {
      if (!id.endsWith(WITHOUT_TYPES)) return null;
      const source = await readFile(id.slice(0, -WITHOUT_TYPES.length), 'utf8');
      return `export default ${JSON.stringify(stripTypeScriptTypes(source, { mode: 'strip' }))};`;
    },
  };
}
