// What is told to screen readers when it happens: urgent things at once, the rest when they have a pause.

export interface Announcement {
  text: string;
  urgent: boolean;
  /** Grows with each announcement, so that the same text twice is told twice. */
  key: number;
}

/** The last few, the newest at the end: what is added is read, and two in one moment are both heard. */
export function Announcer({ announcements }: { announcements: readonly Announcement[] }) {
  const lines = (urgent: boolean) =>
    announcements.filter((one) => one.urgent === urgent).map(({ key, text }) => <p key={key}>{text}</p>);
  return (
    <div className="only-heard">
      <div role="alert" aria-live="assertive" aria-atomic="false">
        {lines(true)}
      </div>
      <div role="status" aria-live="polite" aria-atomic="false">
        {lines(false)}
      </div>
    </div>
  );
}
