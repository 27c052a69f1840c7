// English: words that more than one window uses, and that must be the same in all.

/** A caller who has neither a number nor a name. */
export const withheld = 'Number withheld';
