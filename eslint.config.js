import js from '@eslint/js';
import tseslint from 'typescript-eslint';

const OUTSIDE_TIME = 'Time comes from the injected Clock (src/clock/clock.ts).';

export default tseslint.config(
  { ignores: ['dist/', 'reports/', 'node_modules/', '**/*.generated.ts', 'src/schemas/generated/', '**/*.js', '**/*.mjs', '**/*.cjs'] },
  js.configs.recommended,
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'none' }],
      // An interface that promises leaves it to each implementation whether it has to wait.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/prefer-promise-reject-errors': 'off',
      // Objects here are closures: their methods do not use `this`.
      '@typescript-eslint/unbound-method': 'off',
      // JSON values are shown in messages whatever they are; control characters are what the escaping looks for.
      '@typescript-eslint/no-base-to-string': 'off',
      'no-control-regex': 'off',
      'no-empty': ['error', { allowEmptyCatch: false }],
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/clock/**', 'src/reporters/html/client/**'],
    rules: {
      'no-restricted-globals': ['error', ...['setTimeout', 'setInterval'].map((name) => ({ name, message: OUTSIDE_TIME }))],
      'no-restricted-properties': ['error', { object: 'Date', property: 'now', message: OUTSIDE_TIME }],
    },
  },
  {
    files: ['**/*.test.ts', 'fixtures/**/*.ts', '**/testing/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
    },
  },
);
