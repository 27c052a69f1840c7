// A button and the card it opens under itself, over the page; a press elsewhere or Escape closes it. It is no
// dialog: what is behind it, and the keys of a call, go on acting.
import { type ReactNode, useId, useState } from 'react';
import { classes } from './classes.ts';
import sheet from './flyout.module.css';

const css = classes(sheet);

export interface FlyoutProps {
  /** The name of the button; must hold the text it shows. */
  name: string;
  trigger: ReactNode;
  className: string;
  children: ReactNode;
  [data: `data-${string}`]: string | undefined;
}

export function Flyout({ name, trigger, className, children, ...data }: FlyoutProps) {
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button type="button" className={className} popoverTarget={id} aria-label={name} {...data}>
        {trigger}
      </button>
      <div
        id={id}
        popover="auto"
        className={css('card')}
        onBeforeToggle={(event) => setOpen(event.newState === 'open')}
      >
        {isOpen ? children : null}
      </div>
    </>
  );
}
