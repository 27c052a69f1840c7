// A field for text, with its label, hint and what is wrong with it.
import { FieldError, Input, Label, Text, TextField } from 'react-aria-components';
import { classes } from './classes.ts';
import sheet from './text-input.module.css';

const css = classes(sheet);

export interface TextInputProps {
  name: string;
  label: string;
  hint?: string;
  type?: 'text' | 'password';
  value?: string;
  onChange?: (value: string) => void;
  onBlur?: () => void;
  /** What is wrong, in words; null when nothing is. */
  error: string | null;
  isDisabled?: boolean;
  autoFocus?: boolean;
}

/** Without `value` the field keeps its own text, which then is in no state but the field's (for secrets). */
export function TextInput({ label, hint, error, type = 'text', ...rest }: TextInputProps) {
  return (
    <TextField {...rest} type={type} isInvalid={error !== null} className={css('field')} autoComplete="off">
      <Label className={css('label')}>{label}</Label>
      <Input className={css('input')} spellCheck={false} autoCapitalize="off" dir="auto" />
      {hint === undefined || error !== null ? null : (
        <Text slot="description" className={css('hint')}>
          {hint}
        </Text>
      )}
      <FieldError className={css('error')}>{error}</FieldError>
    </TextField>
  );
}
