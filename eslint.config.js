import js from '@eslint/js';
import importX, { createNodeResolver } from 'eslint-plugin-import-x';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';
import { oneDirection } from './scripts/lib/architecture.ts';

export default tseslint.config(
  {
    ignores: [
      '**/dist/',
      'node_modules/',
      'prisma/generated/',
      'data/',
      'assignments/',
      'tests/corpus/*/',
      'tests/attacks/*/',
    ],
  },
  js.configs.recommended,
  ...tseslint.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    plugins: { 'import-x': importX, floors: { rules: { 'one-direction': oneDirection } } },
    settings: {
      'import-x/resolver-next': [createNodeResolver({ extensions: ['.ts', '.tsx', '.js'] })],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts', '.tsx'] },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-non-null-assertion': 'off',
      'floors/one-direction': 'error',
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
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
    files: ['server/**/*.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        {
          object: 'Date',
          property: 'now',
          message: 'The clock may be set: measure with performance.now(), and take moments from deps.clock.',
        },
      ],
    },
  },
  {
    files: ['client/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: {
      ...reactHooks.configs.recommended.rules,
      'no-restricted-imports': [
        'error',
        {
          name: '@mantine/core',
          importNames: ['Modal'],
          message: 'Take Dialog from components/Dialog.tsx, which gives the focus back.',
        },
      ],
    },
  },
  { files: ['client/src/components/Dialog.tsx'], rules: { 'no-restricted-imports': 'off' } },
  {
    files: ['scripts/**', 'bin/**', 'tests/**', '*.js', 'server/main.ts'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        setTimeout: 'readonly',
        setInterval: 'readonly',
        URL: 'readonly',
      },
    },
    rules: { 'no-console': 'off' },
  },
);
