import { expect, test } from '@jest/globals';
import { readable } from '../../../client/src/components/editor/latex/pasted.ts';

test.each([
  ['a soft line end of Word', 'one\vtwo', 'one\ntwo'],
  ['the end of a page', 'one\ftwo', 'one\n\ntwo'],
  ['a bullet of Word', '\uf0b7\tone', '•\tone'],
  ['ligatures of a PDF', 'e\ufb03cient \ufb01rst', 'efficient first'],
  ['what is not seen', 'mo\u00adment\u0000\u0007\ufeff', 'moment'],
])('%s', (_, pasted, text) => {
  expect(readable(pasted)).toBe(text);
});

test('signs and letters of any language stay as they are', () => {
  const text = 'ﬀ'.normalize('NFKC') + ' √β ← θ̂ “q” שלום 学 😀\u200d\t\n\r\n\u00a0';
  expect(readable(text)).toBe(text);
});
