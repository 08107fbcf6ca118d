import { expect, test } from 'vitest';
import { storableText } from '../../src/server/lib/storable-text.ts';

test('a text keeps all but NUL and halves of surrogate pairs', () => {
  expect(storableText('Ótimo 😀\n')).toBe('Ótimo 😀\n');
  expect(storableText('a\u0000b')).toBe('ab');
  expect(storableText('Ótimo 😀'.slice(0, -1))).toBe('Ótimo \ufffd');
});
