// Where the focus goes when what had it is gone: the open page.
export const mainId = 'main';
