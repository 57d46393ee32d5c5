export { snippet } from '@codemirror/autocomplete';
