/** The languages alone: `javascript()` of the package adds completions that no editor here shows. */
export { javascriptLanguage, typescriptLanguage } from '@codemirror/lang-javascript';
