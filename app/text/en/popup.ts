// English: the words of the popup catalogue.
export const popup = {} as const;
