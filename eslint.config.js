import js from '@eslint/js';
import importX from 'eslint-plugin-import-x';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/** Who may import what: client, server, cli → contract → grader/core; the core knows neither I/O nor the database. */
const zones = [
  { target: './client', from: ['./server', './prisma', './cli', './grader/sandbox', './grader/assignment'] },
  { target: './contract', from: ['./client', './server', './prisma', './cli', './grader/sandbox'] },
  { target: './grader', from: ['./client', './server', './prisma', './cli'] },
  { target: './server', from: ['./client', './cli'] },
  { target: './grader/core', from: ['./grader/assignment', './grader/tex'] },
];

export default tseslint.config(
  {
    ignores: [
      '**/dist/',
      'node_modules/',
      'prisma/generated/',
      'data/',
      'assignments/',
      'tests/corpus/*/',
      'tests/attacks/',
    ],
  },
  js.configs.recommended,
  ...tseslint.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    plugins: { 'import-x': importX },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-non-null-assertion': 'off',
      'import-x/no-restricted-paths': ['error', { zones }],
      'import-x/no-cycle': 'off',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
    },
  },
  {
    files: [
      'grader/core/**',
      'grader/optimizers/**',
      'grader/objectives/**',
      'grader/properties/**',
      'grader/rules/**',
    ],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: ['node:*', 'fs', 'path', '@prisma/*', 'pg', 'express'] },
      ],
    },
  },
  {
    files: ['client/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: reactHooks.configs.recommended.rules,
  },
  {
    files: ['scripts/**', 'bin/**', 'tests/**', '*.js', 'server/main.ts'],
    languageOptions: {
      globals: { process: 'readonly', console: 'readonly', setTimeout: 'readonly', URL: 'readonly' },
    },
    rules: { 'no-console': 'off' },
  },
);
