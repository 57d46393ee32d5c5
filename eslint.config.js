import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';
import { oneDirection } from './scripts/lib/architecture.ts';

/** A message among what an element holds, or a field has as its error: as it is, or through one of the ways to choose or to put together a text. */
const DRAWN =
  ":matches(JSXElement:not([openingElement.name.name='Message']), JSXFragment, JSXAttribute[name.name='error']) > JSXExpressionContainer";
const WAYS = ':matches(ChainExpression, LogicalExpression, ConditionalExpression, TemplateLiteral)';
const MESSAGE = 'MemberExpression[property.name=/^(message|headline|meaning|refusal|complaint)$/]';
const BARE_MESSAGES = [
  `${DRAWN} > ${MESSAGE}`,
  `${DRAWN} > ${WAYS} > ${MESSAGE}`,
  `${DRAWN} > ${WAYS} > ${WAYS} > ${MESSAGE}`,
];

/** What is kept by names that people chose: of questions, files and fields. */
const NAMED = 'starter|heldBack|plots|output|asking';
/** Every object of JavaScript answers to `constructor`, and a question may be called so. */
const BY_NAME = [
  "BinaryExpression[operator='in'][left.type='Identifier']",
  `MemberExpression[computed=true][property.type!='Literal'][object.property.name=/^(${NAMED}|answers)$/]`,
  `MemberExpression[computed=true][property.type!='Literal'][object.name=/^(${NAMED})$/]`,
].map((selector) => ({
  selector,
  message: 'Every object answers to “constructor”: ask own() of contract/own.ts, or Object.hasOwn.',
}));

/** What became of an act, and what may stand below it: the bar at the window's bottom, which stays where it is. */
const IF_OUTCOME = '[expression.right.openingElement.name.name=/^(Failure|Outcome)$/]';
const OUTCOMES = `:matches(JSXElement[openingElement.name.name=/^(Failure|Outcome)$/], JSXExpressionContainer${IF_OUTCOME})`;
const OTHERS = `:matches(JSXElement:not([openingElement.name.name=/^(Failure|Outcome|BottomBar)$/]), JSXExpressionContainer:not(${IF_OUTCOME}))`;

/** The machine's own clock, asked for without a word of it. */
const OWN_CLOCK = "NewExpression[callee.name='Date'][arguments.length=0]";
/** What keeps moments on this device and compares them with nothing but the next one there. */
const OF_THIS_DEVICE = [
  'client/src/main.tsx',
  'client/src/api/{actKeys,clock}.ts',
  'client/src/app/keptWords.ts',
  'client/src/features/grading/desk/useColleagues.ts',
  'client/src/features/images/leftovers.ts',
  'client/src/features/workspace/document/SharedDocument.ts',
];
const OF_SERVER = 'Due times and releases are judged by the server’s clock';

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
    plugins: { floors: { rules: { 'one-direction': oneDirection } } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-non-null-assertion': 'off',
      'floors/one-direction': 'error',
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
    files: ['server/**/*.ts', 'contract/**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...BY_NAME,
        { selector: OWN_CLOCK, message: 'The clock may be set: take moments from deps.clock.' },
      ],
    },
  },
  // Where the clock of the others comes from.
  {
    files: ['server/main.ts', 'server/startServer.ts', 'server/worker/main.ts'],
    rules: { 'no-restricted-syntax': ['error', ...BY_NAME] },
  },
  {
    files: ['cli/acts/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', { selector: OWN_CLOCK, message: `${OF_SERVER}: ask getHealth.` }],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: `${OF_SERVER}: ask getHealth.` },
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
          paths: [
            {
              name: '@mantine/core',
              importNames: ['Modal'],
              message: 'Take Dialog from components/Dialog.tsx, which gives the focus back.',
            },
            {
              name: '@mantine/core',
              importNames: ['FileButton', 'FileInput'],
              message: 'Take ChooseFiles from components/DropZone.tsx: files are chosen everywhere alike.',
            },
          ],
          patterns: [
            {
              regex: 'contract/operation\\.ts$',
              importNames: ['urlOf'],
              message: 'Take addressOf from api/address.ts, which says whose page asks.',
            },
          ],
        },
      ],
      'no-restricted-syntax': [
        'error',
        ...BY_NAME,
        ...BARE_MESSAGES.map((selector) => ({
          selector,
          message: 'Draw what the grader, the rule reader or the server says with components/Message.tsx.',
        })),
        {
          selector: `${OUTCOMES} ~ ${OTHERS}`,
          message:
            'What became of an act comes last in its part: above what was pressed it would move it from under the pointer.',
        },
        {
          selector: "JSXOpeningElement[name.name='form']",
          message: 'Take Form from components/Form.tsx, whose fields keep still while they are being saved.',
        },
        { selector: OWN_CLOCK, message: `${OF_SERVER}: take serverNow() from api/clock.ts.` },
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: `${OF_SERVER}: take serverNow() from api/clock.ts.` },
      ],
    },
  },
  { files: OF_THIS_DEVICE, rules: { 'no-restricted-properties': 'off' } },
  { files: ['client/src/components/Form.tsx'], rules: { 'no-restricted-syntax': 'off' } },
  {
    files: ['client/src/components/Dialog.tsx', 'client/src/api/address.ts'],
    rules: { 'no-restricted-imports': 'off' },
  },
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
