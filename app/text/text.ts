// The words of the phone: one catalogue a language, read by the windows and by main alike.
import { createInstance, type i18n } from 'i18next';
import { desk } from './en/desk.ts';
import { failure } from './en/failure.ts';
import { os } from './en/os.ts';
import { popup } from './en/popup.ts';

export const catalogues = { en: { desk, failure, os, popup } } as const;
export type Language = keyof typeof catalogues;

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'desk';
    resources: (typeof catalogues)['en'];
  }
}

/** An i18next instance with the catalogue loaded, ready at once. */
export function createText(language: Language = 'en'): i18n {
  const text = createInstance();
  text.init({
    lng: language,
    fallbackLng: 'en',
    defaultNS: 'desk',
    ns: Object.keys(catalogues.en),
    resources: catalogues,
    initAsync: false,
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  return text;
}
