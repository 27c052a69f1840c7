// `npm run simulator`: the vendor on this machine until it is told to stop.
import { parseArgs } from 'node:util';
import { startSimulator } from './simulator.ts';

const { values } = parseArgs({
  options: {
    'api-port': { type: 'string', default: '0' },
    'sip-port': { type: 'string', default: '0' },
    'control-port': { type: 'string', default: '0' },
  },
});
const simulator = await startSimulator({
  apiPort: Number(values['api-port']),
  sipPort: Number(values['sip-port']),
  controlPort: Number(values['control-port']),
});
console.log(JSON.stringify({ ...simulator.addresses, demo: simulator.demo }));
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void simulator.stop().then(() => process.exit(0)));
}
