// A choice of a few, side by side. Arrow keys move the focus only: choosing takes a press, Enter or Space.
import type { ReactNode } from 'react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { classes } from './classes.ts';
import sheet from './segments.module.css';

const css = classes(sheet);

export interface Segment<T extends string> {
  id: T;
  label: string;
  /** Beside the label, small. */
  note?: string | null;
  mark?: ReactNode;
  /** Why it cannot be chosen; shown as its tooltip and told to screen readers. */
  disabledBecause?: string | null;
}

export interface SegmentsProps<T extends string> {
  label: string;
  segments: readonly Segment<T>[];
  /** Null while none is in force. */
  selected: T | null;
  isDisabled?: boolean;
  onChoose: (id: T) => void;
}

export function Segments<T extends string>(props: SegmentsProps<T>) {
  const { label, segments, selected, isDisabled = false, onChoose } = props;
  return (
    <ToggleButtonGroup
      aria-label={label}
      className={css('group')}
      selectionMode="single"
      disallowEmptySelection
      isDisabled={isDisabled}
      selectedKeys={selected === null ? [] : [selected]}
      onSelectionChange={(keys) => {
        const chosen = segments.find((segment) => keys.has(segment.id));
        if (chosen !== undefined && chosen.id !== selected) onChoose(chosen.id);
      }}
    >
      {segments.map((segment) => (
        <OneSegment key={segment.id} segment={segment} />
      ))}
    </ToggleButtonGroup>
  );
}

function OneSegment({ segment }: { segment: Segment<string> }) {
  const { id, label, note, mark, disabledBecause } = segment;
  const why = disabledBecause ?? null;
  return (
    <ToggleButton
      id={id}
      className={css('segment')}
      isDisabled={why !== null}
      aria-label={[label, note, why].filter(Boolean).join(', ')}
      render={(attributes) => <button {...attributes} title={why ?? undefined} />}
    >
      {mark}
      <span className={css('label')}>{label}</span>
      {note ? <span className={css('note')}>{note}</span> : null}
    </ToggleButton>
  );
}
