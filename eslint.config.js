import { config as hubspotRules } from '@hubspot/eslint-config-ui-extensions';
import tseslint from 'typescript-eslint';

/** Code that runs in HubSpot's worker: no HTML, no DOM, no storage, no native HTTP. */
const cardFiles = ['src/app/**/*.{ts,tsx}', 'extensions/**/*.{ts,tsx}'];

/** The only places that may read the environment or speak to the network by themselves. */
const environmentReaders = ['src/server/platform/config.ts', 'scripts/**', 'tests/**', 'bench/**', 'torture/main.ts', 'torture/plant-fail-point.ts', 'sandbox/config.ts'];
const networkSpeakers = ['src/server/hubspot/client.ts', 'src/server/platform/egress.ts', 'sandbox/**', 'scripts/**', 'tests/**', 'bench/**', 'torture/**'];

const noEnvironment = { object: 'process', property: 'env', message: 'Read the environment in platform/config.ts and pass the value on.' };
const noFetch = { name: 'fetch', message: 'Outbound HTTP goes through hubspot/client.ts or platform/egress.ts.' };
const namedOnly = { selector: 'ExportDefaultDeclaration', message: 'Export by name: one name for one thing, everywhere.' };

export default tseslint.config(
  { ignores: ['**/node_modules/', '**/dist/', '.baton/', 'coverage/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.base],
    languageOptions: { parserOptions: { projectService: { allowDefaultProject: ['vitest.config.ts'] }, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false, arguments: false } }],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      'no-restricted-syntax': ['error', namedOnly],
      'no-restricted-properties': ['error', noEnvironment],
      'no-restricted-globals': ['error', noFetch],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-var': 'error',
      'prefer-const': 'error',
    },
  },
  { files: environmentReaders, rules: { 'no-restricted-properties': 'off' } },
  { files: networkSpeakers, rules: { 'no-restricted-globals': 'off' } },
  { files: ['**/*.config.ts', 'tests/support/database-template.ts'], rules: { 'no-restricted-syntax': 'off' } },
  // HubSpot's parser options would replace ours: their rules alone are taken.
  ...hubspotRules.filter(({ plugins }) => plugins).map(({ plugins, rules }) => ({ files: cardFiles, plugins, rules })),
);
