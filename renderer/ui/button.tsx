// The buttons: a word, where it helps a picture, and what kind of thing they do.
import type { ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import sheet from './button.module.css';
import { classes } from './classes.ts';
import { Icon, type IconName } from './icons.tsx';

const css = classes(sheet);

export interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'style' | 'children'> {
  /** `quiet` unless given. `good` answers, `bad` ends: only calls use these two. */
  look?: 'primary' | 'quiet' | 'plain' | 'good' | 'bad';
  large?: boolean;
  /** As wide as the call's other controls of its kind, so that End always lies in one place. */
  wide?: boolean;
  icon?: IconName;
  children: ReactNode;
}

export function Button({
  look = 'quiet',
  large = false,
  wide = false,
  icon,
  children,
  ...rest
}: ButtonProps) {
  return (
    <AriaButton {...rest} className={css('button', look, large && 'large', wide && 'wide')}>
      {icon === undefined ? null : <Icon name={icon} size={large ? 20 : 16} />}
      <span className={css('word')}>{children}</span>
    </AriaButton>
  );
}

export interface IconButtonProps extends Omit<AriaButtonProps, 'className' | 'style' | 'children'> {
  icon: IconName;
  /** What it does, for who cannot see the picture, and as its tooltip. */
  label: string;
  /** For a line of text. */
  size?: 'small';
  /** Ends a call. */
  look?: 'bad';
}

export function IconButton({ icon, label, size, look, ...rest }: IconButtonProps) {
  return (
    <AriaButton
      {...rest}
      aria-label={label}
      className={css('icon', size === 'small' && 'small', look === 'bad' && 'bad')}
      render={(props) => <button {...props} title={label} />}
    >
      <Icon name={icon} size={size === 'small' ? 14 : 16} />
    </AriaButton>
  );
}
