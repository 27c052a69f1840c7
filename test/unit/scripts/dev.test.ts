// A change is shown with as little restarted as may be: a line that goes down takes its call along.
import { expect, test } from 'vitest';
import { rebuildFor } from '../../../scripts/dev/rebuild.ts';

test.each([
  [['renderer/desk/frame.tsx'], ['desk'], 'windows'],
  [['renderer/ui/button.tsx'], ['desk', 'popup'], 'windows'],
  [['renderer/popup/popup.tsx', 'renderer/desk/desk.tsx'], ['desk', 'popup'], 'windows'],
  [['main/preload/desk.ts'], ['preload'], 'app'],
  [['main/life.ts', 'renderer/line/line.ts'], ['main', 'line'], 'app'],
  [['app/calls/call.ts'], ['main', 'preload', 'desk', 'popup', 'line'], 'app'],
  [['simulator/sip/edge.ts', 'main/life.ts'], ['main'], 'simulator'],
] as const)('after a change of %j', (paths, targets, restart) => {
  expect(rebuildFor(paths)).toEqual({ targets, restart });
});

test('what is not part of what runs calls for nothing', () => {
  expect(rebuildFor(['docs/facts.md', 'test/unit/desk/desk.test.ts'])).toBeNull();
});
