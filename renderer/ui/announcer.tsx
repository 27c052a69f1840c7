// What is told to screen readers when it happens: urgent things at once, the rest when they have a pause.

export interface Announcement {
  text: string;
  urgent: boolean;
  /** Grows with each announcement, so that the same text twice is told twice. */
  key: number;
}

export function Announcer({ announcement }: { announcement: Announcement | null }) {
  const line = announcement === null ? null : <span key={announcement.key}>{announcement.text}</span>;
  return (
    <div className="only-heard">
      <div role="alert" aria-live="assertive">
        {announcement?.urgent ? line : null}
      </div>
      <div role="status" aria-live="polite">
        {announcement?.urgent ? null : line}
      </div>
    </div>
  );
}
