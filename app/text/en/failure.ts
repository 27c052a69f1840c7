// English: the words of the failure catalogue.
export const failure = {} as const;
