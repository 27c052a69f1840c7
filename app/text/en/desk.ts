// English: the words of the desk catalogue.
export const desk = {} as const;
