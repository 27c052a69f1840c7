// English: the words of the os catalogue.
export const os = {} as const;
