// Tells when a call is really on the screen.

/**
 * Calls `done` once the frame that shows the present page is painted: the first callback runs before that
 * frame is drawn, the second only when it has been. The answer cancels.
 */
export function afterPaint(done: () => void): () => void {
  let frame = requestAnimationFrame(() => {
    frame = requestAnimationFrame(done);
  });
  return () => cancelAnimationFrame(frame);
}
