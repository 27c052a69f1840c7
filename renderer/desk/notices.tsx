// What went wrong lately, until dismissed: news from main, and what this window asked and was refused.
import { FailureBar } from '../ui/failure-bar.tsx';
import { useCommands, useDeskView } from './desk-context.tsx';
import { LostBar } from './lost-bar.tsx';

export function Notices() {
  const notices = useDeskView((view) => view.desk.notices);
  const refusals = useDeskView((view) => view.refusals);
  const commands = useCommands();
  // A refusal often comes with main's own notice of the same thing: once is enough.
  const unsaid = refusals.filter(({ failure }) =>
    notices.every((other) => other.failure.reason !== failure.reason),
  );
  return (
    <>
      <LostBar />
      {notices.map((notice) => (
        <FailureBar
          key={notice.key}
          failure={notice.failure}
          onDismiss={() => void commands.dismissNotice(notice.key)}
        />
      ))}
      {unsaid.map((refusal) => (
        <FailureBar
          key={refusal.key}
          failure={refusal.failure}
          onDismiss={() => commands.dismissRefusal(refusal.key)}
        />
      ))}
    </>
  );
}
