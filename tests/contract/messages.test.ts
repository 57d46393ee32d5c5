import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { messageParts, messageText } from '../../contract/messages.ts';

test('what stands between backticks is code', () => {
  expect(messageParts('optim.py has no `sgd`. Name it `sgd`.')).toEqual([
    { text: 'optim.py has no ', isCode: false },
    { text: 'sgd', isCode: true },
    { text: '. Name it ', isCode: false },
    { text: 'sgd', isCode: true },
    { text: '.', isCode: false },
  ]);
  expect(messageParts('`^` stands for a power').map(({ isCode }) => isCode)).toEqual([true, false]);
  expect(messageParts('')).toEqual([]);
});

test('no other Markdown is read, and no half of a pair', () => {
  for (const message of ['__init__() got **kw', 'w*2*w', '$x$ <b>', 'one ` alone', '``', 'a ` b\nc ` d'])
    expect(messageParts(message)).toEqual([{ text: message, isCode: false }]);
});

test('nothing that is said is lost but the backticks of pairs', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('`', 'a', '_', '\n') }), (message) => {
      const drawn = messageParts(message)
        .map(({ text, isCode }) => (isCode ? `\`${text}\`` : text))
        .join('');
      expect(drawn).toBe(message);
      expect(messageText(message).replaceAll('`', '')).toBe(message.replaceAll('`', ''));
    }),
  );
});
