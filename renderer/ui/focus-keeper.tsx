// A region whose controls come and go: a focus that goes with one of them falls to the region, never to the page.
import { Component, createRef, type HTMLAttributes } from 'react';

interface FocusKeeperProps extends HTMLAttributes<HTMLElement> {
  /** The id of what takes the focus when the region itself is hidden. */
  elseFocus: string;
  [data: `data-${string}`]: string | undefined;
}

/** A class, since only `getSnapshotBeforeUpdate` sees the focus before React takes its element away. */
export class FocusKeeper extends Component<FocusKeeperProps> {
  readonly #region = createRef<HTMLElement>();

  override getSnapshotBeforeUpdate(): boolean {
    return this.#region.current?.contains(document.activeElement) ?? false;
  }

  override componentDidUpdate(_props: FocusKeeperProps, _state: unknown, hadFocus: boolean): void {
    const region = this.#region.current;
    if (!hadFocus || (region !== null && !region.hidden && region.contains(document.activeElement))) return;
    if (region?.hidden === false) region.focus();
    else document.getElementById(this.props.elseFocus)?.focus();
  }

  override render() {
    const { elseFocus: _elseFocus, ...rest } = this.props;
    return <section {...rest} ref={this.#region} tabIndex={-1} />;
  }
}
