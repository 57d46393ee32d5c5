/**
 * In place of `@codemirror/lang-html`, which brings the languages of scripts and styles with it. HTML in an answer is
 * text, so the editor colours it as text.
 */
import { LanguageSupport, StreamLanguage } from '@codemirror/language';

const text = StreamLanguage.define<null>({
  token: (stream) => {
    stream.skipToEnd();
    return null;
  },
});

export const html = (): LanguageSupport => new LanguageSupport(text);
export const htmlCompletionSource = (): null => null;
